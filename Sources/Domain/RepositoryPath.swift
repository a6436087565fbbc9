/// The path of a file inside a repository: relative, with `/`, safe to join to a folder of ours.
package struct RepositoryPath: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// Nil for anything that could leave the folder or surprise a file system: absolute, `..`, `.`, empty segments,
    /// control characters, backslashes, drive letters, over 1,024 bytes in all or 255 in a segment.
    package init?(_ text: some StringProtocol) {
        guard (1...1024).contains(text.utf8.count) else { return nil }
        guard text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 && $0 != "\\" }) else { return nil }
        let segments = String(text).split(separator: "/", omittingEmptySubsequences: false)
        guard segments.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && $0.utf8.count <= 255 }) else {
            return nil
        }
        let first = segments[0].utf8
        guard !(first.count == 2 && first.last == UInt8(ascii: ":")) else { return nil }
        self.text = String(text)
    }

    package var segments: [Substring] { text.split(separator: "/") }
    /// The last segment.
    package var name: String { String(segments.last ?? "") }
    /// The folder it stands in; nil at the top.
    package var parent: RepositoryPath? {
        text.lastIndex(of: "/").flatMap { RepositoryPath(text[..<$0]) }
    }
    /// What follows the last dot of the name, in lower case; empty when there is none.
    package var fileExtension: String {
        let name = name
        return name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    }

    package var description: String { text }
    package static func < (left: RepositoryPath, right: RepositoryPath) -> Bool { left.text < right.text }
}
