import Wire

/// Google's Gemini API, `v1`.
struct GeminiDialect: Dialect {
    /// With the version, because what stands in for Google may have only the older `v1beta`.
    let home: String? = "https://generativelanguage.googleapis.com/v1"
    let keyVariables = ["GOOGLE_API_KEY", "GEMINI_API_KEY"]
    private let now: EventTime

    init(now: @escaping EventTime = SystemTime.now) { self.now = now }

    func call(_ question: Question, model: String, key: String?) throws(AttemptFailure) -> ProviderCall {
        let name = try Self.resource(model)
        var headers: [String: String] = [:]
        headers["x-goog-api-key"] = key
        switch question.kind {
        case .completion:
            throw AttemptFailure(.unsupported, "Gemini answers chats and gives vectors, it goes on with no text")
        case .embedding:
            let body = ProviderJSON.body(try GeminiVectors.request(question, name: name))
            return ProviderCall(path: "/\(name):batchEmbedContents", headers: headers, body: body)
        case .chat:
            let method = question.isStreamed ? "streamGenerateContent?alt=sse" : "generateContent"
            let fields = try GeminiRequest(question, model: model).fields
            return ProviderCall(path: "/\(name):\(method)", headers: headers, body: ProviderJSON.body(fields))
        }
    }

    func answer(_ body: String, to question: Question, model: String) throws(AttemptFailure) -> WholeAnswer {
        let isVectors = question.kind == .embedding
        if isVectors, let answer = GeminiVectors.answer(body, model: model) { return answer }
        let json = try ProviderJSON.object(body)
        if json["error"]?.object != nil { throw failure(status: 200, headers: [:], body: body) }
        guard !isVectors else { throw ProviderJSON.malformed("the answer holds no vectors", body) }
        var turn = GeminiTurn()
        let parts = try turn.take(json)
        try turn.check(isWhole: true)
        var whole = WholeChat(
            id: json["responseId"]?.string ?? "", model: json["modelVersion"]?.string ?? model, created: now())
        for part in parts {
            switch part {
            case .text(let text): whole.text += text
            case .thought(let text): whole.thought += text
            case .call(let call): whole.call(id: call.id, name: call.name, arguments: call.arguments, extra: call.extra)
            }
        }
        whole.finish = turn.finishInWords
        whole.usage = turn.usage
        return whole.answer
    }

    func reader(for question: Question, model: String) -> any StreamReading { GeminiReader(model: model, now: now()) }

    func failure(status: Int, headers: [String: String], body: String) -> AttemptFailure {
        GeminiFailure.read(ProviderRefusal(status: status, body: body), headers)
    }

    /// A name stands in the path, so only what belongs into a name is let through. Throws `notFound`.
    private static func resource(_ model: String) throws(AttemptFailure) -> String {
        let name = model.contains("/") ? model : "models/\(model)"
        guard model.utf8.count <= 200, name.wholeMatch(of: /(?:models|tunedModels)\/[A-Za-z0-9][A-Za-z0-9._\-]*/) != nil
        else { throw AttemptFailure(.notFound, "`\(model.prefix(100))` is no name of a model of Gemini's") }
        return name
    }
}
