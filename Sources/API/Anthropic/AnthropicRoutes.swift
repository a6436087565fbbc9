import Domain
package import Engines
package import Gateway
import HTTPTypes
import Hummingbird
import Synchronization
import Wire

/// The API that Anthropic's clients speak; they send a token of Roost's as their API key.
package struct AnthropicRoutes: Sendable {
    private let inference: Inference
    private let gateway: Gateway
    /// Who counted the tokens: `provider:model`, or `estimate`.
    private static let countHeader = HTTPField.Name("X-Roost-Counted-By")
    private static let versionHeader = HTTPField.Name("anthropic-version")
    /// The versions of the API that are spoken. They differ in what is refused, and here nothing of it is.
    private static let versions: Set<String> = ["2023-06-01", "2026-10-21"]

    package init(inference: Inference, gateway: Gateway) {
        self.inference = inference
        self.gateway = gateway
    }

    package func addRoutes(to router: RouteTable) {
        router.post(Paths.anthropicMessages, needs: .run, records: .nothing, refuses: .anthropic) { request, context in
            try await AnthropicAnswers.answering(context) { try await answer(request, context) }
        }
        router.post(Paths.anthropicCount, needs: .run, records: .nothing, refuses: .anthropic) { request, context in
            try await AnthropicAnswers.answering(context) { try await count(request, context) }
        }
    }

    private func read(_ request: Request, isCounting: Bool) async throws -> (AnthropicQuestion, OpenAIQuestion) {
        if let name = Self.versionHeader, let version = request.headers[name], !Self.versions.contains(version) {
            throw Problem(.badRequest, "`anthropic-version` is \(Self.versions.sorted().joined(separator: " or "))")
        }
        let question = try AnthropicQuestion(try await request.questionFields(), isCounting: isCounting)
        return (question, try OpenAIQuestion.chat(question.fields))
    }

    private func answer(_ request: Request, _ context: AccessContext) async throws -> Response {
        let (asked, question) = try await read(request, isCounting: false)
        let asking = GatewayAsking(gateway, asked.model, question.question, wantsUsage: true, of: request)
        let answer = try await asking.begin(context)
        switch answer.content {
        case .whole(let whole):
            let json = try WireJSON.decodeExactly(JSONValue.self, from: whole.body)
            return try Response(json: try AnthropicMessage.of(json, model: asked.model), headers: answer.headers)
        case .stream(let stream):
            return Response(
                streaming: "text/event-stream", headers: answer.headers, patience: answer.readerTimeout, in: context,
                say: { write in
                    let turn = Mutex(AnthropicTurn(model: asked.model))
                    try await stream.forEach { chunks in
                        let events = try turn.withLock { turn in
                            try chunks.map { try turn.take(try AnswerPart(parsing: $0.data).json) }.joined()
                        }
                        if !events.isEmpty { try await write(events) }
                    }
                    try await write(try turn.withLock { try $0.end() })
                },
                fail: { problem in
                    try AnthropicTurn.event("error", AnthropicAnswers.body(problem).object ?? [:])
                })
        }
    }

    /// Of a model of this house, also where it is the first of a route, as the engine itself counts: it fills in the template, and
    /// cuts the words into tokens as it does before answering. For a model elsewhere it is estimated, which a header says.
    private func count(_ request: Request, _ context: AccessContext) async throws -> Response {
        let (_, question) = try await read(request, isCounting: true)
        let leg = try gateway.firstLeg(question.model)
        guard leg.provider == Leg.local else {
            return try Self.counted(TokenEstimate(question.question).usual, by: "estimate")
        }
        return try await context.untilGone {
            let lease = try await inference.lease(leg.model)
            defer { lease.end() }
            let filled = try await inference.client.open(
                "/apply-template", question.body(for: lease), of: lease.endpoint)
            guard let prompt = try await filled.json()["prompt"] else {
                throw Problem(.upstream, "`\(question.model)` gave no prompt to count")
            }
            let cut = try await inference.client.open(
                "/tokenize", ["content": prompt, "add_special": true, "parse_special": true], of: lease.endpoint)
            let tokens = try await cut.json()["tokens"]?.array?.count ?? 0
            return try Self.counted(tokens, by: leg.description)
        }
    }

    private static func counted(_ tokens: Int, by who: String) throws -> Response {
        var headers: HTTPFields = [:]
        // What a header cannot hold a name does not need.
        if let name = countHeader { headers[name] = who.filter(\.isASCII) }
        return try Response(json: ["input_tokens": .integer(Int64(tokens))], headers: headers)
    }
}
