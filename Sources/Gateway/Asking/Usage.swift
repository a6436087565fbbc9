package import Wire

/// What an answer took, in tokens.
package struct Usage: Hashable, Sendable {
    package var prompt: Int64
    package var answer: Int64
    /// Tokens of the prompt that the provider knew from before and may charge less for.
    package var known: Int64

    /// More is believed of nobody: a provider may say anything, and sums must not overflow.
    package static let most: Int64 = 1 << 40

    /// Numbers out of bounds are cut to them.
    package init(prompt: Int64, answer: Int64, known: Int64 = 0) {
        self.prompt = Self.cut(prompt)
        self.answer = Self.cut(answer)
        self.known = Self.cut(known)
    }

    /// A count of tokens as it came, within bounds.
    package static func cut(_ count: Int64?) -> Int64 { min(max(0, count ?? 0), most) }

    /// Reads OpenAI's `usage` object; nil when it is none.
    package init?(openAI json: JSONValue?) {
        guard let json, let prompt = json["prompt_tokens"]?.integer else { return nil }
        self.init(
            prompt: prompt, answer: json["completion_tokens"]?.integer ?? 0,
            known: json["prompt_tokens_details"]?["cached_tokens"]?.integer ?? 0)
    }

    /// OpenAI's `usage` object.
    package var openAI: JSONValue {
        [
            "prompt_tokens": .integer(prompt), "completion_tokens": .integer(answer),
            "total_tokens": .integer(prompt + answer),
            "prompt_tokens_details": ["cached_tokens": .integer(known)],
        ]
    }
}
