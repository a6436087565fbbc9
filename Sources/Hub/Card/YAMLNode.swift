import Wire

/// A YAML value that still knows how each scalar was written: `no`, `1.10` and `2024-01-01` stay what the author typed.
enum YAMLNode: Sendable {
    /// `isPlain`: without quotes, so that it may also mean a number, a truth value or nothing.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    /// In order; of keys that repeat the last one counts.
    case mapping([(key: String, value: YAMLNode)])

    subscript(key: String) -> YAMLNode? {
        guard case .mapping(let pairs) = self else { return nil }
        return pairs.last { $0.key == key }?.value
    }

    /// The words of a scalar; nil for nothing (`~`, `null`, empty) and for collections.
    var text: String? {
        guard case .scalar(let text, let isPlain) = self, !text.isEmpty else { return nil }
        return isPlain && YAMLScalar.isNull(text) ? nil : text
    }

    /// The words of each scalar of a list, or of the scalar that stands where a list is meant.
    var texts: [String] {
        guard case .sequence(let items) = self else { return text.map { [$0] } ?? [] }
        return items.compactMap(\.text)
    }

    /// As JSON by the core schema of YAML 1.2: only `true` and `false` are truth values, dates are text.
    var json: JSONValue {
        switch self {
        case .scalar(let text, isPlain: true): YAMLScalar.value(text)
        case .scalar(let text, isPlain: false): .string(text)
        case .sequence(let items): .array(items.map(\.json))
        case .mapping(let pairs):
            .object(Dictionary(pairs.map { ($0.key, $0.value.json) }, uniquingKeysWith: { _, last in last }))
        }
    }
}
