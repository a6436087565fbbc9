/// The path of a file inside a repository: relative, with `/`, safe to join to a folder of ours.
///
/// It is taken apart and compared by its bytes, as file systems do: to a Swift `Character`, a slash followed by a
/// combining mark is no slash, and two spellings of `é` are one.
package struct RepositoryPath: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// Nil for anything that could leave the folder or surprise a file system or a reader: absolute, `..`, `.`, empty
    /// segments, control and text-direction characters, backslashes, drive letters, over 1,024 bytes in all or 255 in
    /// a segment.
    package init?(_ text: some StringProtocol) {
        let text = String(text)
        guard (1...1024).contains(text.utf8.count) else { return nil }
        guard text.unicodeScalars.allSatisfy({ Self.isVisible($0) && $0 != "\\" }) else { return nil }
        let segments = text.utf8.split(separator: Self.slash, omittingEmptySubsequences: false)
        let isSafe = segments.allSatisfy { segment in
            (1...255).contains(segment.count) && !segment.elementsEqual(".".utf8) && !segment.elementsEqual("..".utf8)
        }
        guard isSafe, let first = segments.first else { return nil }
        guard !(first.count == 2 && first.last == UInt8(ascii: ":")) else { return nil }
        self.text = text
    }

    package var segments: [Substring] { text.utf8.split(separator: Self.slash).map { Substring($0) } }
    /// The last segment.
    package var name: String { String(segments.last ?? "") }
    /// The folder it stands in; nil at the top.
    package var parent: RepositoryPath? {
        text.utf8.lastIndex(of: Self.slash).flatMap { RepositoryPath(text[..<$0]) }
    }
    /// What follows the last dot of the name, in lower case; empty when there is none.
    package var fileExtension: String {
        let name = name
        return name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[name.utf8.index(after: $0)...].lowercased() } ?? ""
    }

    package var description: String { text }

    package static func == (left: RepositoryPath, right: RepositoryPath) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }
    package static func < (left: RepositoryPath, right: RepositoryPath) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    private static let slash = UInt8(ascii: "/")

    /// Whether a reader sees the character where it stands: no control, line separator or change of text direction.
    static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<32, 127..<160, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: false
        default: true
        }
    }
}
