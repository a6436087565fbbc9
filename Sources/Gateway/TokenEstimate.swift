import Wire

/// How long a prompt is before anybody counted it.
enum TokenEstimate {
    /// Bytes of text that one token holds at most, on average over a whole prompt: English prose has about 4.5, source
    /// code with deep indentation up to 6. What is estimated with it is fewer than there are.
    private static let bytesPerToken = 6

    /// Tokens of the texts of a question, at least.
    static func tokens(of question: Question) -> Int {
        let parts = [
            question.fields["messages"], question.fields["prompt"], question.fields["input"], question.fields["tools"],
        ]
        return parts.reduce(0) { $0 + bytes(of: $1 ?? .null, depth: 0) } / bytesPerToken
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
