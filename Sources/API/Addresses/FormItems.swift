/// The names and values of a query or of a form, in their order; a name may come again.
package struct FormItems: Hashable, Sendable {
    /// One `name=value`.
    package struct Item: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package private(set) var items: [Item]

    /// Parses `a=1&b=2`; pairs that are not percent-encoded UTF-8 are left out.
    package init(_ text: some StringProtocol) {
        items = text.split(separator: "&").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(parts[0], plus: true) else { return nil }
            guard let value = PercentCoding.decode(parts.count == 2 ? parts[1] : "", plus: true) else { return nil }
            return Item(name: name, value: value)
        }
    }

    /// The first value of a name.
    package func first(_ name: String) -> String? { items.first { $0.name == name }?.value }

    /// Every value of a name, also written `name[]`, each also split at commas when `commas` says so; empty ones dropped.
    package func all(_ name: String, commas: Bool = false) -> [String] {
        let values = items.filter { $0.name == name || $0.name == name + "[]" }.map(\.value)
        let parts = commas ? values.flatMap { $0.split(separator: ",").map(String.init) } : values
        return parts.filter { !$0.isEmpty }
    }

    /// Whether a name says yes: `true`, `True` or `1`; nil when it is absent or says something else.
    package func flag(_ name: String) -> Bool? {
        switch first(name)?.lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    /// The same items with one name given a single value, at the end.
    package func replacing(_ name: String, with value: String) -> FormItems {
        var copy = self
        copy.items.removeAll { $0.name == name }
        copy.items.append(Item(name: name, value: value))
        return copy
    }

    /// `a=1&b=2`, percent-encoded.
    package var text: String {
        items.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
    }
}
