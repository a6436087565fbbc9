/// A reference to a folder of this machine: `./folder`, `.` or `file:///folder`.
enum FolderReference {
    static func claims(_ text: String) -> Bool {
        text == "." || text == ".." || text.utf8.starts(with: "./".utf8) || text.utf8.starts(with: "../".utf8)
            || isAddress(text)
    }

    /// The path a text names. Blanks may stand inside a folder's name, other white space may not.
    static func path(_ text: String) throws(ReferenceFault) -> String {
        guard isAddress(text) else { return try relative(text) }
        let rest = String(text.unicodeScalars.dropFirst(5))
        for lead in ["//localhost/", "///"] where rest.lowercased().utf8.starts(with: lead.utf8) {
            let path = try ReferenceText.decoded(String(rest.unicodeScalars.dropFirst(lead.utf8.count)))
            return "/" + (try clean(path)).joined(separator: "/")
        }
        throw .remoteFolder
    }

    static func text(_ path: String) -> String {
        if path == "." { return "./" }
        return path.utf8.first == UInt8(ascii: "/") ? "file://" + ReferenceText.encoded(path) : path
    }

    private static func relative(_ text: String) throws(ReferenceFault) -> String {
        let segments = try clean(text)
        guard segments.last?.utf8.last != UInt8(ascii: " ") else { throw .whiteSpace }
        return segments.isEmpty ? "." : "./" + segments.joined(separator: "/")
    }

    private static func clean(_ path: String) throws(ReferenceFault) -> [String] {
        guard !path.unicodeScalars.contains(where: { $0.properties.isWhitespace && $0 != " " }) else {
            throw .whiteSpace
        }
        try ReferenceText.checkVisible(path)
        guard !path.utf8.contains(UInt8(ascii: "\\")) else { throw .backslash }
        guard !ReferenceText.climbs(path) else { throw .parentFolder }
        return ReferenceText.split(path, at: "/").filter { !$0.isEmpty && $0 != "." }
    }

    private static func isAddress(_ text: String) -> Bool {
        String(text.unicodeScalars.prefix(5)).lowercased() == "file:"
    }
}
