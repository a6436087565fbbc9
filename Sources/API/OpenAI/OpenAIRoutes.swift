import Domain
package import Engines
import HTTPTypes
import Hummingbird
import Wire

/// The API that most programs for language models speak; its clients send a token of Roost's as their API key.
package struct OpenAIRoutes: Sendable {
    private let inference: Inference

    package init(inference: Inference) { self.inference = inference }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.openAIModels, needs: .run, refuses: .openAI) { _, context in
            try await OpenAIAnswers.answering(context) { try Response(json: try await list()) }
        }
        router.post(Paths.openAIChat, needs: .run, records: .nothing, refuses: .openAI) { request, context in
            try await OpenAIAnswers.answering(context) { try await answer(request, context, OpenAIQuestion.chat) }
        }
        router.post(Paths.openAICompletions, needs: .run, records: .nothing, refuses: .openAI) { request, context in
            try await OpenAIAnswers.answering(context) { try await answer(request, context, OpenAIQuestion.completion) }
        }
        router.post(Paths.openAIEmbeddings, needs: .run, records: .nothing, refuses: .openAI) { request, context in
            try await OpenAIAnswers.answering(context) { try await answer(request, context, OpenAIQuestion.embedding) }
        }
    }

    private func list() async throws -> JSONValue {
        let models = try await inference.models.all().map { model -> JSONValue in
            [
                "id": .string(model.label), "object": "model", "created": .integer(model.keptAt / 1000),
                "owned_by": .string(model.repository.namespace ?? "roost"),
            ]
        }
        return ["object": "list", "data": .array(models)]
    }

    private func answer(
        _ request: Request, _ context: AccessContext, _ read: @Sendable ([String: JSONValue]) throws -> OpenAIQuestion
    ) async throws -> Response {
        let question = try read(try await request.questionFields())
        if question.isStreamed { return try await stream(question, context) }
        return try await context.untilGone {
            let lease = try await leased(question)
            defer { lease.end() }
            let reply = try await inference.client.open(question.path, question.body(for: lease), of: lease.endpoint)
            let headers: HTTPFields = [
                .contentType: "application/json; charset=utf-8", .xContentTypeOptions: "nosniff",
            ]
            let body = ResponseBody(byteBuffer: try await reply.collected())
            return Response(status: .ok, headers: headers, body: body)
        }
    }

    private func leased(_ question: OpenAIQuestion) async throws -> Lease {
        let model = try await inference.models.find(question.model)
        try question.check(model)
        return try await inference.runtimes.acquire(model, RunWish(isEmbedding: question.isEmbedding))
    }

    private func stream(_ question: OpenAIQuestion, _ context: AccessContext) async throws -> Response {
        let (lease, reply) = try await context.untilGone {
            let lease = try await leased(question)
            let body = question.body(for: lease)
            return (lease, try await inference.client.open(question.path, body, of: lease.endpoint))
        }
        return Response(
            of: lease, in: context, type: "text/event-stream",
            say: { write in
                for try await event in reply.events { try write("data: \(event)\n\n") }
                try write("data: [DONE]\n\n")
            },
            fail: { problem in "data: \(try WireJSON.exactText(OpenAIAnswers.body(problem)))\n\n" })
    }
}
