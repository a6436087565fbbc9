import Domain
import Wire

/// A request of an Anthropic client, in OpenAI's words: those are what models and providers are asked in.
struct AnthropicQuestion: Sendable {
    /// As the client names it.
    let model: String
    let isStreamed: Bool
    /// The same request, as OpenAI has it.
    let fields: [String: JSONValue]

    /// Fields that both have under one name; `thinking` is for a provider that is Anthropic itself.
    private static let same = ["temperature", "top_p", "top_k", "thinking"]

    /// - Parameter isCounting: the tokens are to be counted, so nobody says how many are to be written.
    init(_ fields: [String: JSONValue], isCounting: Bool = false) throws {
        guard let model = fields["model"]?.string, !model.isEmpty else {
            throw Problem(.badRequest, "`model` names no model", hint: "see \(Paths.openAIModels)")
        }
        var asked: [String: JSONValue] = ["model": .string(model)]
        if !isCounting {
            guard let most = fields["max_tokens"]?.integer, most > 0 else {
                throw Problem(.badRequest, "`max_tokens` is a number of at least 1")
            }
            asked["max_tokens"] = .integer(most)
        }
        asked["messages"] = .array(try AnthropicMessages.translated(fields["messages"], system: fields["system"]))
        for name in Self.same { asked[name] = fields[name] }
        if let stops = fields["stop_sequences"]?.strings, !stops.isEmpty {
            asked["stop"] = .array(stops.map { .string($0) })
        }
        asked["user"] = fields["metadata"]?["user_id"]
        try AnthropicTools.translate(fields, to: &asked)
        Self.translateOutput(fields, to: &asked)
        self.model = model
        isStreamed = !isCounting && fields["stream"]?.bool ?? false
        if isStreamed {
            asked["stream"] = true
            asked["stream_options"] = ["include_usage": true]
        }
        self.fields = asked.filter { !$0.value.isNull }
    }

    private static func translateOutput(_ fields: [String: JSONValue], to asked: inout [String: JSONValue]) {
        let output = fields["output_config"]
        if let schema = output?["format"]?["schema"] {
            asked["response_format"] = [
                "type": "json_schema", "json_schema": ["name": "answer", "schema": schema, "strict": true],
            ]
        }
        asked["reasoning_effort"] = output?["effort"]
        // Models in memory are told through their template.
        if let thinking = fields["thinking"]?["type"]?.string {
            asked["chat_template_kwargs"] = ["enable_thinking": .bool(thinking != "disabled")]
        }
    }
}
