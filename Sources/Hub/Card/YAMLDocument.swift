package import Wire

/// Why a YAML text cannot be read.
package struct YAMLProblem: Error, Hashable, Sendable {
    /// From 1; nil when it is about the whole text.
    package let line: Int?
    /// One sentence without a full stop.
    package let message: String
}

/// A YAML text that somebody edits by hand: its value, and the line of everything in it, so that a mistake can be shown.
///
/// Bounded as a card is: it may come from anywhere.
package struct YAMLDocument: Sendable {
    /// Nil when the text holds nothing.
    package let value: JSONValue?
    /// Keys that stand more than once in the same mapping: their paths, each with the line of a later one.
    package let repeated: [(path: String, line: Int)]
    private let lines: [String: Int]

    /// Reads one document.
    package init(_ text: String) throws(YAMLProblem) {
        do {
            value = try YAMLComposer.compose(text)?.json
            var places = YAMLPlaces()
            try YAMLEvent.forEach(in: text) { event, line in places.take(event, line: line) }
            lines = places.lines
            repeated = places.repeated
        } catch let error as YAMLError {
            throw YAMLProblem(error)
        } catch {
            throw YAMLProblem(line: nil, message: "cannot be read: \(error)")
        }
    }

    /// The line, from 1, of `metrics.license.threshold` or `overrides[2].models[0]`; of what stands around it when that
    /// itself has no line, as behind an alias.
    package func line(of path: String) -> Int? {
        var rest = path[...]
        while !rest.isEmpty {
            if let line = lines[String(rest)] { return line }
            rest = rest[..<(rest.lastIndex { $0 == "." || $0 == "[" } ?? rest.startIndex)]
        }
        return nil
    }
}

extension YAMLProblem {
    fileprivate init(_ error: YAMLError) {
        switch error {
        case .syntax(let line, let what): self.init(line: line, message: what)
        case .undefinedAlias(let line, let name): self.init(line: line, message: "`*\(name)` names nothing")
        case .tooLarge, .tooDeep, .tooManyNodes, .notOneDocument: self.init(line: nil, message: error.words)
        }
    }
}

/// Notes where everything stands while events go by. The composer has bounded the text by then.
private struct YAMLPlaces {
    private struct Frame {
        let isMapping: Bool
        let path: String
        var key: String?
        var count = 0
    }

    /// Deeper places are found by what stands around them: the names of paths stay short.
    private static let maximumDepth = 8
    private static let maximumKeyLength = 200

    private(set) var lines: [String: Int] = [:]
    private(set) var repeated: [(path: String, line: Int)] = []
    private var stack: [Frame] = []

    mutating func take(_ event: YAMLEvent, line: Int) {
        switch event {
        case .scalar(let text, _, _): scalar(text, line: line)
        case .alias: scalar("?", line: line)
        case .sequenceStart: open(isMapping: false, line: line)
        case .mappingStart: open(isMapping: true, line: line)
        case .collectionEnd:
            stack.removeLast()
            end()
        default: break
        }
    }

    private mutating func scalar(_ text: String, line: Int) {
        guard let frame = stack.last else { return }
        guard frame.isMapping, frame.key == nil else {
            note(place(in: frame), line: line)
            return end()
        }
        let key = String(text.prefix(Self.maximumKeyLength))
        stack[stack.count - 1].key = key
        note(place(in: stack[stack.count - 1]), line: line, isKey: key != "<<")
    }

    private mutating func open(isMapping: Bool, line: Int) {
        let path = stack.last.map { place(in: $0) } ?? ""
        note(path, line: line)
        stack.append(Frame(isMapping: isMapping, path: path))
    }

    /// A value is complete: what comes next is the next key or the next item.
    private mutating func end() {
        guard let frame = stack.last else { return }
        // A collection that stood as a key has no name in JSON.
        stack[stack.count - 1].key = frame.isMapping && frame.key == nil ? "?" : nil
        stack[stack.count - 1].count += 1
    }

    private func place(in frame: Frame) -> String {
        guard frame.isMapping else { return "\(frame.path)[\(frame.count)]" }
        return frame.path.isEmpty ? frame.key ?? "?" : "\(frame.path).\(frame.key ?? "?")"
    }

    private mutating func note(_ path: String, line: Int, isKey: Bool = false) {
        guard stack.count <= Self.maximumDepth, !path.isEmpty else { return }
        if lines[path] == nil {
            lines[path] = line
        } else if isKey {
            repeated.append((path, line))
        }
    }
}
