import Wire

/// How long a prompt is before anybody counted it, in tokens.
package struct TokenEstimate: Hashable, Sendable {
    /// Surely no more than there are.
    let least: Int
    /// What a price is reckoned with.
    package let usual: Int
    /// Surely enough for what people write: languages with many bytes to a token have fewer tokens than this, and only random
    /// characters more.
    let most: Int

    /// Bytes of text that one token holds at most, on average over a whole prompt: English prose has about 4.5, source
    /// code with deep indentation up to 6.
    private static let mostBytes = 6
    /// Bytes of English a token.
    static let usualBytes = 4
    /// Prose of any language, numbers and code have more bytes to a token.
    private static let leastBytes = 2
    /// What a template puts around each message.
    private static let around = 8

    package init(_ question: Question) {
        let parts = [
            question.fields["messages"], question.fields["prompt"], question.fields["input"], question.fields["tools"],
        ]
        let bytes = parts.reduce(0) { $0 + Self.bytes(of: $1 ?? .null, depth: 0) }
        let messages = question.fields["messages"]?.array?.count ?? 1
        least = bytes / Self.mostBytes
        usual = bytes / Self.usualBytes
        most = bytes / Self.leastBytes + messages * Self.around
    }

    private static func bytes(of value: JSONValue, depth: Int) -> Int {
        guard depth < 8 else { return 0 }
        switch value {
        case .string(let text): return text.utf8.count
        case .array(let values): return values.reduce(0) { $0 + bytes(of: $1, depth: depth + 1) }
        case .object(let fields):
            // An image is not text.
            return fields.reduce(0) { $1.key == "image_url" ? $0 : $0 + bytes(of: $1.value, depth: depth + 1) }
        default: return 0
        }
    }
}
