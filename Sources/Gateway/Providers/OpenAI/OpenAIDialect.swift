import Wire

/// OpenAI's own words, as OpenAI and everybody compatible speak them; what differs is in `OpenAITraits`.
struct OpenAIDialect: Dialect {
    private let traits: OpenAITraits

    init(_ traits: OpenAITraits) { self.traits = traits }

    var home: String? { traits.home }
    var keyVariables: [String] { traits.keyVariables }
    var silentWindow: Int? { traits.silentWindow }

    func call(_ question: Question, model: String, key: String?) throws(AttemptFailure) -> ProviderCall {
        guard let path = traits.paths[question.kind] else {
            throw AttemptFailure(
                .unsupported, "\(traits.name) answers no request of the kind `\(question.kind.rawValue)`")
        }
        var fields = try traits.adapted(question)
        fields["model"] = .string(model)
        if question.isStreamed {
            fields["stream"] = true
            fields["stream_options"] = ["include_usage": true]
        }
        let headers = key.map { ["authorization": "Bearer \($0)"] } ?? [:]
        return ProviderCall(path: path, headers: headers, body: ProviderJSON.body(fields))
    }

    func answer(_ body: String, to question: Question, model: String) throws(AttemptFailure) -> WholeAnswer {
        guard let head = AnswerHead(body) else { throw ProviderJSON.malformed("the answer is no JSON object", body) }
        if head.isError { throw failure(status: 200, headers: [:], body: body) }
        guard question.kind == .embedding ? head.data > 0 : head.choices > 0 else {
            throw ProviderJSON.malformed("the answer holds no answer", body)
        }
        return WholeAnswer(body: body, usage: head.usage)
    }

    func reader(for question: Question, model: String) -> any StreamReading { OpenAIReader() }

    func failure(status: Int, headers: [String: String], body: String) -> AttemptFailure {
        OpenAIFailure.read(ProviderRefusal(status: status, body: body), headers)
    }
}
