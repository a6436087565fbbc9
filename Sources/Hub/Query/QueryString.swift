/// The pairs of a URL's query, in order, decoded; a key may repeat.
package struct QueryString: Hashable, Sendable {
    /// One `key=value`, decoded.
    package struct Item: Hashable, Sendable {
        package let key: String
        package let value: String
    }

    package private(set) var items: [Item] = []

    /// No pairs.
    package init() {}

    /// Reads `a=1&b=2`, without the question mark; at most 200 pairs, and a pair with a broken escape is left out.
    package init(_ text: some StringProtocol) {
        for pair in text.split(separator: "&").prefix(200) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = PercentEncoding.decode(parts[0], plusIsSpace: true),
                let value = PercentEncoding.decode(parts.count == 2 ? parts[1] : "", plusIsSpace: true)
            else { continue }
            append(key, value)
        }
    }

    /// Adds a pair at the end, also when the key is there already.
    package mutating func append(_ key: String, _ value: String) { items.append(Item(key: key, value: value)) }

    /// The last value of a key.
    package subscript(key: String) -> String? { items.last { $0.key == key }?.value }

    /// Every value of a key, also spelt `key[]`, with comma-joined values taken apart.
    package func list(_ key: String) -> [String] {
        items.filter { $0.key == key || $0.key == "\(key)[]" }
            .flatMap { $0.value.split(separator: ",").map(String.init) }
    }

    /// `true` or `false` in any case (`True` from Python), `1` or `0`; nil for anything else.
    package func flag(_ key: String) -> Bool? {
        switch self[key]?.lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    /// Encoded and joined by `&`.
    package var text: String {
        items.map { "\(PercentEncoding.encode($0.key))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }
}
