/// What a Hub keeps under a name.
package enum RepositoryKind: String, Hashable, Sendable, CaseIterable {
    case model
    case dataset

    /// The segment of the Hub's API: `models` or `datasets`.
    package var plural: String { rawValue + "s" }
}

/// The name of a repository on a Hub: `org/name`, or a legacy single segment such as `gpt2`.
package struct RepositoryID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let kind: RepositoryKind
    package let namespace: String?
    package let name: String

    /// Parses `org/name` or `name` by the Hub's own rule; nil when it breaks it.
    ///
    /// Each part: 1 to 96 of `[A-Za-z0-9_.-]`, beginning and ending with a letter, digit or underscore, no `--` or `..`
    /// inside, not ending in `.git`.
    package init?(_ text: some StringProtocol, kind: RepositoryKind = .model) {
        let parts = String(text).split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ Self.isValidPart($0) }) else { return nil }
        self.kind = kind
        namespace = parts.count == 2 ? String(parts[0]) : nil
        name = String(parts[parts.count - 1])
    }

    /// `org/name`, without the kind.
    package var path: String { namespace.map { "\($0)/\(name)" } ?? name }
    package var description: String { path }

    package static func < (left: RepositoryID, right: RepositoryID) -> Bool {
        (left.path, left.kind.rawValue) < (right.path, right.kind.rawValue)
    }

    /// Whether one segment keeps the Hub's rule.
    package static func isValidPart(_ part: some StringProtocol) -> Bool {
        let bytes = Array(part.utf8)
        guard (1...96).contains(bytes.count), bytes.allSatisfy({ isWord($0) || $0 == 45 || $0 == 46 }) else {
            return false
        }
        guard isWord(bytes[0]), isWord(bytes[bytes.count - 1]) else { return false }
        return !part.contains("--") && !part.contains("..") && !part.lowercased().hasSuffix(".git")
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
    }
}
