import Wire

/// Anthropic's Messages API.
struct AnthropicDialect: Dialect {
    let home: String? = "https://api.anthropic.com"
    let keyVariables = ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"]
    private let now: EventTime

    init(now: @escaping EventTime = SystemTime.now) { self.now = now }

    /// The newest version of the API.
    static let newest = "2026-10-21"
    /// The last one that takes `temperature`, `top_p` and `top_k`: the newest answers 400 even to their defaults.
    static let sampling = "2023-06-01"

    func call(_ question: Question, model: String, key: String?) throws(AttemptFailure) -> ProviderCall {
        let request = try AnthropicRequest(question, model: model)
        var headers = ["anthropic-version": request.samples ? Self.sampling : Self.newest]
        headers["x-api-key"] = key
        return ProviderCall(path: "/v1/messages", headers: headers, body: ProviderJSON.body(request.fields))
    }

    func answer(_ body: String, to question: Question, model: String) throws(AttemptFailure) -> WholeAnswer {
        let json = try ProviderJSON.object(body)
        if json["type"]?.string == "error" || json["error"]?.object != nil {
            throw failure(status: 200, headers: [:], body: body)
        }
        guard let blocks = json["content"]?.array, blocks.count <= ProviderJSON.mostParts else {
            throw ProviderJSON.malformed("the answer has no `content`", body)
        }
        var whole = WholeChat(
            id: json["id"]?.string ?? "", model: json["model"]?.string ?? model, created: now())
        for block in blocks {
            switch block["type"]?.string {
            case "text": whole.text += block["text"]?.string ?? ""
            case "thinking":
                whole.thought += block["thinking"]?.string ?? ""
                whole.blocks.append(block)
            case "redacted_thinking": whole.blocks.append(block)
            case "tool_use":
                whole.call(
                    id: block["id"]?.string ?? "", name: block["name"]?.string ?? "",
                    arguments: JSONText.line(block["input"] ?? [:]))
            default: break
            }
        }
        let stop = json["stop_reason"]?.string
        if stop == "refusal", whole.isEmpty {
            throw AttemptFailure(.contentRefused, "the provider refuses to answer this", status: 200)
        }
        whole.finish = Self.finish(stop)
        whole.usage = Usage(anthropic: json["usage"])
        return whole.answer
    }

    func reader(for question: Question, model: String) -> any StreamReading {
        AnthropicReader(model: model, now: now())
    }

    func failure(status: Int, headers: [String: String], body: String) -> AttemptFailure {
        AnthropicFailure.read(ProviderRefusal(status: status, body: body), headers)
    }

    /// `stop_reason` in OpenAI's words.
    static func finish(_ reason: String?) -> String {
        switch reason {
        case "max_tokens", "model_context_window_exceeded": "length"
        case "tool_use": "tool_calls"
        case "refusal": "content_filter"
        default: "stop"
        }
    }
}

extension Usage {
    /// Anthropic counts what it knew from before, or keeps for later, apart from the rest of the prompt.
    init?(anthropic json: JSONValue?) {
        guard let json, let fresh = json["input_tokens"]?.integer else { return nil }
        let known = Self.cut(json["cache_read_input_tokens"]?.integer)
        self.init(
            prompt: Self.cut(fresh) + known + Self.cut(json["cache_creation_input_tokens"]?.integer),
            answer: json["output_tokens"]?.integer ?? 0, known: known)
    }
}
