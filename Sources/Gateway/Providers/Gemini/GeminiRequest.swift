import Wire

/// A chat as Gemini's API wants it.
struct GeminiRequest {
    let fields: [String: JSONValue]

    /// Sequences to stop at, as many as Gemini takes.
    private static let mostStops = 5

    init(_ question: Question, model: String) throws(AttemptFailure) {
        try question.refuseOpenAIOnly("Gemini")
        let conversation = try GeminiConversation(question, model: model)
        var fields: [String: JSONValue] = ["contents": .array(conversation.contents)]
        if !conversation.system.isEmpty {
            fields["systemInstruction"] = ["parts": [["text": .string(conversation.system)]]]
        }
        let generation = try Self.generation(question, model)
        if !generation.isEmpty { fields["generationConfig"] = .object(generation) }
        try Self.addTools(question, to: &fields)
        self.fields = fields
    }

    private static func generation(_ question: Question, _ model: String) throws(AttemptFailure) -> [String: JSONValue]
    {
        var config: [String: JSONValue] = [:]
        config["maxOutputTokens"] = question.mostTokens.map { .integer($0) }
        for (theirs, ours) in [
            "temperature": "temperature", "topP": "top_p", "topK": "top_k", "seed": "seed",
            "presencePenalty": "presence_penalty", "frequencyPenalty": "frequency_penalty",
        ] { config[theirs] = question.fields[ours] }
        let stops = question.stops
        guard stops.count <= mostStops else {
            throw AttemptFailure(.unsupported, "Gemini stops at \(mostStops) sequences at most, not \(stops.count)")
        }
        if !stops.isEmpty { config["stopSequences"] = .array(stops.map { .string($0) }) }
        switch question.form {
        case .text: break
        case .json: config["responseMimeType"] = "application/json"
        case .schema(let schema):
            config["responseMimeType"] = "application/json"
            // Takes JSON Schema as it is; the older `responseSchema` knows only a part of OpenAPI's.
            config["responseJsonSchema"] = schema
        }
        config["thinkingConfig"] = thinking(question.fields["reasoning_effort"]?.string, model)
        return config
    }

    /// Tokens for generation 2.5, as Google's own OpenAI-compatible service counts them; a level since 3.
    private static func thinking(_ effort: String?, _ model: String) -> JSONValue? {
        guard let effort else { return nil }
        if model.contains("gemini-2.5") {
            let budgets: [String: Int64] = ["none": 0, "minimal": 1024, "low": 1024, "medium": 8192, "high": 24_576]
            return budgets[effort].map { ["thinkingBudget": .integer($0)] }
        }
        guard !model.contains("gemini-2"), !model.contains("gemini-1"),
            ["minimal", "low", "medium", "high"].contains(effort)
        else { return nil }
        return ["thinkingLevel": .string(effort)]
    }

    private static func addTools(_ question: Question, to fields: inout [String: JSONValue]) throws(AttemptFailure) {
        let tools = try ChatTool.all(question)
        guard !tools.isEmpty else { return }
        let declared: [JSONValue] = tools.map { tool in
            var one: [String: JSONValue] = ["name": .string(tool.name)]
            one["description"] = tool.description.map { .string($0) }
            // An object without fields is refused, none at all is not.
            if let schema = tool.schema, !(schema["properties"]?.object ?? [:]).isEmpty {
                one["parametersJsonSchema"] = schema
            }
            return .object(one)
        }
        fields["tools"] = [["functionDeclarations": .array(declared)]]
        guard let choice = ChatChoice(question) else { return }
        var config: [String: JSONValue]
        switch choice {
        case .auto: config = ["mode": "AUTO"]
        case .none: config = ["mode": "NONE"]
        case .any: config = ["mode": "ANY"]
        case .one(let name): config = ["mode": "ANY", "allowedFunctionNames": [.string(name)]]
        }
        fields["toolConfig"] = ["functionCallingConfig": .object(config)]
    }
}
