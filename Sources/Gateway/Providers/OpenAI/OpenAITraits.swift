import Wire

/// Where those who speak OpenAI's words differ.
struct OpenAITraits: Sendable {
    /// As it is called in words.
    let name: String
    var home: String?
    var keyVariables: [String] = []
    /// What it can be asked, and where.
    var paths: [Question.Kind: String]
    /// Fields that mean nothing to it, and that it would refuse the whole request for.
    var dropped: Set<String> = []
    /// Fields without which the answer would be another: with them it is not asked at all.
    var refused: Set<String> = []
    /// Whether more than one answer can be wished for.
    var givesSeveral = true
    /// Whether `max_tokens` has become `max_completion_tokens`, and the old name is refused by newer models.
    var hasNewTokenName = false
    /// Tokens beyond which it cuts a prompt without a word; nil for one that refuses it.
    var silentWindow: Int?
    /// Whether a message may say who speaks.
    var takesNames = true

    /// Throws `unsupported`.
    func adapted(_ question: Question) throws(AttemptFailure) -> [String: JSONValue] {
        for name in refused.sorted() where question.fields[name].map({ $0 != false && $0 != 0 }) ?? false {
            throw AttemptFailure(.unsupported, "\(self.name) does not know `\(name)`")
        }
        if !givesSeveral, question.fields["n"]?.integer ?? 1 > 1 {
            throw AttemptFailure(.unsupported, "\(name) gives one answer, not `n`")
        }
        var fields = question.fields.filter { !dropped.contains($0.key) && !refused.contains($0.key) }
        if hasNewTokenName, question.kind == .chat, let most = fields.removeValue(forKey: "max_tokens") {
            fields["max_completion_tokens"] = fields["max_completion_tokens"] ?? most
        }
        if let messages = fields["messages"]?.array { fields["messages"] = .array(messages.map(adapted)) }
        return fields
    }

    /// Without what other providers had put in.
    private func adapted(_ message: JSONValue) -> JSONValue {
        guard var fields = message.object else { return message }
        fields["thinking_blocks"] = nil
        if !takesNames { fields["name"] = nil }
        if dropsForeign {
            fields["reasoning_content"] = nil
            if let calls = fields["tool_calls"]?.array {
                fields["tool_calls"] = .array(
                    calls.map { call in .object((call.object ?? [:]).filter { $0.key != "extra_content" }) })
            }
        }
        return .object(fields)
    }

    /// Whether unknown fields are a reason to refuse.
    private var dropsForeign: Bool { !dropped.isEmpty }

    /// How llama.cpp and Anthropic's API sample beyond OpenAI's ways.
    static let samplingElsewhere: Set<String> = [
        "top_k", "min_p", "typical_p", "repeat_penalty", "repeat_last_n", "reasoning_format", "chat_template_kwargs",
        "thinking",
    ]

    static let everything: [Question.Kind: String] = [
        .chat: "/chat/completions", .completion: "/completions", .embedding: "/embeddings",
    ]

    static let openAI = OpenAITraits(
        name: "OpenAI", home: "https://api.openai.com/v1", keyVariables: ["OPENAI_API_KEY"], paths: everything,
        dropped: samplingElsewhere, refused: ["grammar", "json_schema"], hasNewTokenName: true)

    /// Any URL that says it speaks so; it is sent everything, for nobody knows what it takes.
    static let compatible = OpenAITraits(name: "the provider", paths: everything, dropped: [])
}
