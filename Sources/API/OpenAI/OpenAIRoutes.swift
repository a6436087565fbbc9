import Domain
package import Engines
package import Gateway
import HTTPTypes
import Hummingbird
import Wire

/// The API that most programs for language models speak; its clients send a token of Roost's as their API key.
package struct OpenAIRoutes: Sendable {
    private let inference: Inference
    private let gateway: Gateway

    package init(inference: Inference, gateway: Gateway) {
        self.inference = inference
        self.gateway = gateway
    }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.openAIModels, needs: .run, refuses: .openAI) { _, context in try await listed(context) }
        router.post(Paths.openAIChat, needs: .run, records: .nothing, refuses: .openAI) { request, context in
            try await answering(request, context, OpenAIQuestion.chat)
        }
        router.post(Paths.openAICompletions, needs: .run, records: .nothing, refuses: .openAI) { request, context in
            try await answering(request, context, OpenAIQuestion.completion)
        }
        router.post(Paths.openAIEmbeddings, needs: .run, records: .nothing, refuses: .openAI) { request, context in
            try await answering(request, context, OpenAIQuestion.embedding)
        }
        addBelowOllama(to: router)
    }

    /// The same where Ollama has them: below its own address.
    private func addBelowOllama(to router: RouteTable) {
        router.get(Paths.ollamaOpenAIModels, needs: .run, refuses: .openAI) { _, context in try await listed(context) }
        router.post(Paths.ollamaOpenAIChat, needs: .run, records: .nothing, refuses: .openAI) { request, context in
            try await answering(request, context, OpenAIQuestion.chat)
        }
        router.post(Paths.ollamaOpenAICompletions, needs: .run, records: .nothing, refuses: .openAI) {
            request, context in
            try await answering(request, context, OpenAIQuestion.completion)
        }
        router.post(Paths.ollamaOpenAIEmbeddings, needs: .run, records: .nothing, refuses: .openAI) {
            request, context in
            try await answering(request, context, OpenAIQuestion.embedding)
        }
    }

    private func listed(_ context: AccessContext) async throws -> Response {
        try await OpenAIAnswers.answering(context) { try Response(json: try await list()) }
    }

    private func answering(
        _ request: Request, _ context: AccessContext, _ read: @Sendable ([String: JSONValue]) throws -> OpenAIQuestion
    ) async throws -> Response {
        try await OpenAIAnswers.answering(context) { try await answer(request, context, read) }
    }

    /// The models of this house that run, and the routes.
    private func list() async throws -> JSONValue {
        let models = try await inference.models.all().map { model in
            Self.entry(model.label, created: model.keptAt / 1000, owner: model.repository.namespace ?? "roost")
        }
        let routes = gateway.routes.current().config.routes.filter(\.value.isEnabled).keys.sorted()
        return [
            "object": "list", "data": .array(models + routes.map { Self.entry($0, created: 0, owner: "roost-route") }),
        ]
    }

    private static func entry(_ id: String, created: Int64, owner: String) -> JSONValue {
        ["id": .string(id), "object": "model", "created": .integer(created), "owned_by": .string(owner)]
    }

    private func answer(
        _ request: Request, _ context: AccessContext, _ read: @Sendable ([String: JSONValue]) throws -> OpenAIQuestion
    ) async throws -> Response {
        let asked = try read(try await request.questionFields())
        let asking = GatewayAsking(
            gateway, asked.model, asked.question, wantsUsage: asked.wantsUsage, of: request)
        let answer = try await asking.begin(context)
        switch answer.content {
        case .whole(let whole):
            var headers = answer.headers
            headers[.contentType] = "application/json; charset=utf-8"
            headers[.xContentTypeOptions] = "nosniff"
            return Response(
                status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: whole.body)))
        case .stream(let stream):
            return Response(
                streaming: "text/event-stream", headers: answer.headers, patience: answer.readerTimeout, in: context,
                say: { write in
                    try await stream.forEach { chunks in
                        let events = chunks.filter(asking.isWanted).map { "data: \($0.data)\n\n" }.joined()
                        if !events.isEmpty { try await write(events) }
                    }
                    try await write("data: [DONE]\n\n")
                },
                fail: { problem in "data: \(try WireJSON.exactText(OpenAIAnswers.body(problem)))\n\n" })
        }
    }
}
