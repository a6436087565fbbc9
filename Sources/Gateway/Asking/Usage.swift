package import Wire

/// What an answer took, in tokens.
package struct Usage: Hashable, Sendable {
    package var prompt: Int64
    package var answer: Int64
    /// Tokens of the prompt that the provider knew from before and may charge less for.
    package var known: Int64

    package init(prompt: Int64, answer: Int64, known: Int64 = 0) {
        self.prompt = prompt
        self.answer = answer
        self.known = known
    }

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
