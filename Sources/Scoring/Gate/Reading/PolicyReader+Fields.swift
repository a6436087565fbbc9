import Wire

/// The kinds of values a policy holds. Each gives nil for what is not there, and for what is wrong, which it reports.
extension PolicyReader {
    /// A mapping; keys that are not among `keys` are mistakes.
    mutating func section(_ value: JSONValue?, at path: String, keys: [String]) -> PolicySection? {
        guard let value else { return nil }
        guard case .object(let fields) = value else {
            wrongKind(value, at: path, wanted: "a mapping of \(keys.prefix(6).joined(separator: ", "))")
            return nil
        }
        let section = PolicySection(path: path, fields: fields)
        for key in fields.keys.sorted() where !keys.contains(key) {
            let close = Spelling.nearest(to: key, among: keys).map { "; did you mean `\($0)`?" }
            report(
                section.path(of: key),
                "unknown key `\(key.oneLine(limit: 60))`"
                    + (close ?? "; here are \(keys.joined(separator: ", "))"))
        }
        return section
    }

    mutating func text(_ section: PolicySection, _ key: String, limit: Int) -> String? {
        guard let value = section[key] else { return nil }
        guard case .string(let text) = value else {
            wrongKind(value, at: section.path(of: key), wanted: "a text")
            return nil
        }
        guard (1...limit).contains(text.unicodeScalars.count) else {
            report(section.path(of: key), "must have 1 to \(limit) characters")
            return nil
        }
        return text
    }

    mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ section: PolicySection, _ key: String, as type: Choice.Type = Choice.self,
        of choices: [Choice] = Array(Choice.allCases)
    ) -> Choice? {
        guard let value = section[key] else { return nil }
        let names = choices.map(\.rawValue)
        guard case .string(let text) = value, names.contains(text), let choice = Choice(rawValue: text) else {
            wrongKind(value, at: section.path(of: key), wanted: names.joined(separator: ", "))
            return nil
        }
        return choice
    }

    mutating func number(_ section: PolicySection, _ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let value = section[key] else { return nil }
        guard let number = value.double, range.contains(number) else {
            let wanted = "a number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))"
            wrongKind(value, at: section.path(of: key), wanted: wanted)
            return nil
        }
        return number
    }

    mutating func integer(_ section: PolicySection, _ key: String, in range: ClosedRange<Int64>) -> Int? {
        guard let value = section[key] else { return nil }
        guard let number = value.integer, range.contains(number) else {
            wrongKind(
                value, at: section.path(of: key),
                wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return Int(number)
    }

    mutating func flag(_ section: PolicySection, _ key: String) -> Bool? {
        guard let value = section[key] else { return nil }
        guard case .bool(let flag) = value else {
            wrongKind(value, at: section.path(of: key), wanted: "true or false")
            return nil
        }
        return flag
    }

    /// A list of texts, each turned into a value; nil for the list when it is none.
    mutating func list<Element: Hashable>(
        _ section: PolicySection, _ key: String, wanted: String, _ read: (String) -> Element?
    ) -> [Element]? {
        guard let value = section[key] else { return nil }
        let path = section.path(of: key)
        guard case .array(let values) = value else {
            wrongKind(value, at: path, wanted: "a list")
            return nil
        }
        guard values.count <= Self.maximumListLength else {
            report(path, "has more than \(Self.maximumListLength) entries")
            return nil
        }
        var found: [Element] = []
        for (index, value) in values.enumerated() {
            guard case .string(let text) = value, let element = read(text) else {
                wrongKind(value, at: "\(path)[\(index)]", wanted: wanted)
                continue
            }
            if !found.contains(element) { found.append(element) }
        }
        return found
    }

    mutating func wrongKind(_ value: JSONValue, at path: String, wanted: String) {
        report(path, "must be \(wanted), not \(Self.words(for: value))")
    }

    private static func words(for value: JSONValue) -> String {
        switch value {
        case .null: "nothing"
        case .bool(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): "the text `\(text.oneLine(limit: 60))`"
        case .array: "a list"
        case .object: "a mapping"
        }
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() ? "\(Int(number))" : "\(number)"
    }
}

/// Finds what somebody may have meant.
enum Spelling {
    /// The word that differs by the fewest letters, at most two; nil when none is that close.
    static func nearest(to word: String, among words: [String]) -> String? {
        guard word.utf8.count <= 60 else { return nil }
        let distances = words.map { (word: $0, distance: distance(Array(word.utf8), Array($0.utf8))) }
        return distances.filter { $0.distance <= 2 }.min { $0.distance < $1.distance }?.word
    }

    /// Letters to insert, leave out or change (Levenshtein).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let changed = diagonal + (letter == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
