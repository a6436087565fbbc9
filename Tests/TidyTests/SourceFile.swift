/// A Swift file, and the same with comments and the contents of literals blanked, so that only code is looked at.
struct SourceFile: Sendable {
    /// From the root of the repository.
    let path: String
    /// Lines as they stand in the file.
    let lines: [Substring]
    /// The same number of lines; blanks where a comment or the text of a literal stood.
    let codeLines: [Substring]
    /// The code in one piece, byte for byte as long as the file.
    let code: [UInt8]

    init(path: String, bytes: [UInt8]) {
        var mask = CodeMask(bytes)
        code = mask.run()
        self.path = path
        lines = Self.split(bytes)
        codeLines = Self.split(code)
    }

    /// The module the file belongs to: `Blobs` for `Sources/Blobs/Store/BlobStore.swift`.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    /// `path:line` for every line whose code matches.
    func places(where isFound: (_ code: Substring, _ line: Substring) -> Bool) -> [String] {
        zip(codeLines, lines).enumerated().filter { isFound($0.element.0, $0.element.1) }.map {
            "\(path):\($0.offset + 1)"
        }
    }

    /// The modules it imports, with the line of each.
    var imports: [(module: String, line: Int)] {
        codeLines.enumerated().compactMap { number, code in
            let words = code.split(whereSeparator: \.isWhitespace)
            guard let position = words.firstIndex(of: "import"), position <= 2, position + 1 < words.count else {
                return nil
            }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let name = kinds.contains(words[position + 1]) ? words.dropFirst(position + 2).first : words[position + 1]
            return name.map { ($0.split(separator: ".").first.map(String.init) ?? String($0), number + 1) }
        }
    }

    private static func split(_ bytes: [UInt8]) -> [Substring] {
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
