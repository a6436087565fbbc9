/// What a policy says of who publishes a model: the owner of its repository, on a certain Hub.
package struct PublisherRules: Sendable, Hashable {
    /// Owners that are trusted.
    package var trusted: [Publisher] = []
    /// Owners nothing is taken from; a bare name is meant on every Hub.
    package var refused: [Publisher] = []
    /// What any other owner means, or none, as of a folder.
    package var others: PolicyAction = .allow
    /// The Hubs on which the bare names in `trusted` are meant: the same name elsewhere may be anybody.
    package var hubs = ["https://huggingface.co"]
}

/// The owner of repositories: `google`, or `https://hub.example.org/google` for one Hub only.
package struct Publisher: Sendable, Hashable, CustomStringConvertible {
    package let hub: String?
    package let owner: String

    /// Nil for what is no owner.
    package init?(_ text: String) {
        guard text.utf8.count <= 300, let slash = text.lastIndex(of: "/") else {
            guard Self.isOwner(text) else { return nil }
            (hub, owner) = (nil, text)
            return
        }
        let (address, name) = (String(text[..<slash]), String(text[text.index(after: slash)...]))
        guard Self.isHub(address), Self.isOwner(name) else { return nil }
        (hub, owner) = (Self.normal(address), name)
    }

    package var description: String { hub.map { "\($0)/\(owner)" } ?? owner }

    /// Whether `owner` on `hub` is meant; a bare name is meant on `hubs`, or everywhere when that is nil.
    func means(_ owner: String, on hub: String, bareOn hubs: [String]?) -> Bool {
        guard owner.lowercased() == self.owner.lowercased() else { return false }
        if let named = self.hub { return named == Self.normal(hub) }
        return hubs.map { $0.map(Self.normal).contains(Self.normal(hub)) } ?? true
    }

    static func isHub(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://")) && text.utf8.count <= 200
            && text.utf8.count > 8 && text.utf8.allSatisfy { (33..<127).contains($0) }
    }

    /// Without a slash at the end, and with scheme and host in lower case, as a Hub's own address is written.
    static func normal(_ address: String) -> String {
        let bare = address.hasSuffix("/") ? String(address.dropLast()) : address
        let parts = bare.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3 else { return bare.lowercased() }
        let origin = parts[..<3].joined(separator: "/").lowercased()
        return parts.count > 3 ? "\(origin)/\(parts[3])" : origin
    }

    private static func isOwner(_ text: String) -> Bool {
        (1...96).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "-._".utf8.contains($0)
            }
    }
}
