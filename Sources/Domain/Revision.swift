/// A branch, a tag, a pull request or a commit of a repository: `main`, `v1.0`, `refs/pr/1`, forty digits.
package struct Revision: Hashable, Sendable, CustomStringConvertible {
    package let name: String

    package static let main = Revision(trusted: "main")

    private init(trusted name: String) { self.name = name }

    /// Keeps git's rule for reference names as far as it matters to safety; nil when the text breaks it.
    package init?(_ text: some StringProtocol) {
        let bytes = text.utf8
        guard (1...200).contains(bytes.count), bytes.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        guard !text.contains(where: { "~^:?*[\\\"'<>|;&$`".contains($0) }) else { return nil }
        guard !text.hasPrefix("/"), !text.hasSuffix("/"), !text.hasPrefix("-"), !text.hasSuffix(".lock") else {
            return nil
        }
        guard !text.contains(".."), !text.contains("//"), !text.contains("@{") else { return nil }
        guard text.split(separator: "/").allSatisfy({ !$0.hasPrefix(".") }) else { return nil }
        name = String(text)
    }

    /// The revision that is one commit and can never mean another.
    package init(_ commit: GitObjectID) { name = commit.hex }

    /// The commit, when the revision is all forty digits of one.
    package var commit: GitObjectID? { GitObjectID(name) }
    package var description: String { name }
}
