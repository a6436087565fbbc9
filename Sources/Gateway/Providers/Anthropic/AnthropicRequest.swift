import Wire

/// A chat as Anthropic's API wants it.
struct AnthropicRequest {
    let fields: [String: JSONValue]
    /// Whether it says how to sample, which only the older version of the API takes.
    let samples: Bool

    private static let sampling = ["temperature", "top_p", "top_k"]

    init(_ question: Question, model: String) throws(AttemptFailure) {
        guard question.kind == .chat else {
            throw AttemptFailure(
                .unsupported, "Anthropic answers chats, nothing of the kind `\(question.kind.rawValue)`")
        }
        try question.refuseOpenAIOnly("Anthropic")
        let conversation = try AnthropicConversation(question)
        var fields: [String: JSONValue] = [
            "model": .string(model), "messages": .array(conversation.messages),
            "max_tokens": .integer(question.mostTokens ?? Self.mostTokens(model)),
        ]
        if !conversation.system.isEmpty { fields["system"] = .string(conversation.system) }
        if question.isStreamed { fields["stream"] = true }
        for name in Self.sampling { fields[name] = question.fields[name] }
        // OpenAI's goes to 2.
        if let warmth = fields["temperature"]?.double, warmth > 1 { fields["temperature"] = 1 }
        samples = Self.sampling.contains { fields[$0] != nil }
        // It refuses what is only blank.
        let stops = question.stops.filter { !$0.allSatisfy(\.isWhitespace) }
        if !stops.isEmpty { fields["stop_sequences"] = .array(stops.map { .string($0) }) }
        if let user = question.fields["user"]?.string { fields["metadata"] = ["user_id": .string(user)] }
        fields["thinking"] = question.fields["thinking"]
        // OpenAI's word for not thinking at all.
        if fields["thinking"] == nil, question.fields["reasoning_effort"] == "none" {
            fields["thinking"] = ["type": "disabled"]
        }
        try Self.addTools(question, to: &fields)
        Self.addOutput(question, model, to: &fields)
        self.fields = fields
    }

    /// `max_tokens` is required. Where nobody says, 8192, which every model since Claude 3.5 can write, and 4096 for what
    /// is older or not known.
    static func mostTokens(_ model: String) -> Int64 {
        let old = ["claude-2", "claude-instant", "claude-3-opus", "claude-3-sonnet", "claude-3-haiku"]
        return model.hasPrefix("claude-") && !old.contains(where: { model.hasPrefix($0) }) ? 8192 : 4096
    }

    private static func addTools(_ question: Question, to fields: inout [String: JSONValue]) throws(AttemptFailure) {
        let tools = try ChatTool.all(question)
        guard !tools.isEmpty else { return }
        fields["tools"] = .array(
            tools.map { tool in
                var one: [String: JSONValue] = [
                    "name": .string(tool.name), "input_schema": tool.schema ?? ["type": "object", "properties": [:]],
                ]
                one["description"] = tool.description.map { .string($0) }
                if tool.isStrict { one["strict"] = true }
                return .object(one)
            })
        let isSingle = question.fields["parallel_tool_calls"] == false
        var choice: [String: JSONValue]
        switch ChatChoice(question) ?? .auto {
        case .none: choice = ["type": "none"]
        case .any: choice = ["type": "any"]
        case .one(let name): choice = ["type": "tool", "name": .string(name)]
        case .auto: choice = ["type": "auto"]
        }
        if isSingle, choice["type"] != "none" { choice["disable_parallel_tool_use"] = true }
        if isSingle || choice["type"] != "auto" { fields["tool_choice"] = .object(choice) }
    }

    /// A schema is Anthropic's own `output_config.format`, not a forced tool: tools stay free for their purpose, and the
    /// answer is text as with OpenAI. For "any JSON" there is no word, so it is asked for in the system prompt.
    private static func addOutput(_ question: Question, _ model: String, to fields: inout [String: JSONValue]) {
        var output: [String: JSONValue] = [:]
        switch question.form {
        case .text: break
        case .schema(let schema): output["format"] = ["type": "json_schema", "schema": schema]
        case .json:
            let wish = "Answer with one JSON object and nothing else."
            fields["system"] = .string([fields["system"]?.string, wish].compactMap { $0 }.joined(separator: "\n\n"))
        }
        // Claude 3 refuses the field.
        let asked = question.fields["reasoning_effort"]?.string
        if let effort = asked == "minimal" ? "low" : asked,
            ["low", "medium", "high", "xhigh", "max"].contains(effort),
            !model.hasPrefix("claude-3")
        {
            output["effort"] = .string(effort)
        }
        if !output.isEmpty { fields["output_config"] = .object(output) }
    }
}
