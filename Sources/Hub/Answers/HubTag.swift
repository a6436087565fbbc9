/// Tags that say more than a word: Hubs write `license:mit` and `base_model:org/name`.
package enum HubTag: String, Sendable {
    case licence = "license"
    case baseModel = "base_model"
    case dataset

    /// What every tag of the kind begins with.
    var prefix: String { "\(rawValue):" }
}

extension String {
    /// The tag that says this: `license:mit`.
    package static func tag(_ kind: HubTag, _ value: String) -> String { kind.prefix + value }
}

extension Sequence<String> {
    /// What the tags of a kind say, in their order: of `license:mit` it is `mit`.
    package func said(_ kind: HubTag) -> [String] {
        let prefix = kind.prefix
        return compactMap { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : nil }
    }

    /// The licence that the first tag of one names, as the Hub spells it.
    package var licence: String? { said(.licence).first }
}
