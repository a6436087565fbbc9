package import Wire

/// What a person wants of a model, apart from the words themselves.
package struct ModelQuestion: Sendable {
    /// The name requests carry.
    package var model: String
    package var temperature: Double?
    package var mostTokens: Int?
    /// The answer is to be one JSON value.
    package var isJSON = false

    package init(model: String) { self.model = model }

    /// The request for the next turn of a conversation; `messages` as OpenAI has them.
    package func chat(_ messages: [JSONValue]) -> JSONValue { body(["messages": .array(messages)]) }

    /// The request to go on with a text.
    package func completion(_ prompt: String) -> JSONValue { body(["prompt": .string(prompt)]) }

    private func body(_ what: [String: JSONValue]) -> JSONValue {
        var fields = what
        fields["model"] = .string(model)
        fields["stream"] = true
        fields["stream_options"] = ["include_usage": true]
        fields["temperature"] = temperature.map { .number($0) }
        fields["max_tokens"] = mostTokens.map { .integer(Int64($0)) }
        if isJSON { fields["response_format"] = ["type": "json_object"] }
        return .object(fields)
    }
}
