import Domain
package import Engines
import HTTPTypes
import Hummingbird
import Wire

/// The API that Ollama's clients speak, below `/ollama`.
package struct OllamaRoutes: Sendable {
    private let inference: Inference
    /// The version of the API that is spoken: clients ask for it to know what they may send.
    private static let spoken = "0.33.0"

    package init(inference: Inference) { self.inference = inference }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.ollama, needs: .nothing, refuses: .ollama) { _, _ in Self.greeting }
        router.head(Paths.ollama, needs: .nothing, refuses: .ollama) { _, _ in Self.greeting.createHeadResponse() }
        router.get(Paths.ollamaVersion, needs: .run, refuses: .ollama) { _, _ in
            try Response(json: ["version": .string(Self.spoken)])
        }
        router.get(Paths.ollamaTags, needs: .run, refuses: .ollama) { _, context in
            try await OllamaAnswers.answering(context) {
                let models = try await inference.models.all()
                return try Response(json: ["models": .array(models.map(OllamaModel.listed))])
            }
        }
        router.get(Paths.ollamaRunning, needs: .run, refuses: .ollama) { _, context in
            try await OllamaAnswers.answering(context) {
                let state = await inference.runtimes.state()
                return try Response(
                    json: ["models": .array(state.instances.map { OllamaModel.running($0, state) })])
            }
        }
        router.post(Paths.ollamaShow, needs: .run, records: .nothing, refuses: .ollama) { request, context in
            try await OllamaAnswers.answering(context) {
                let fields = try await request.questionFields()
                let model = try await inference.models.find(try OllamaModel.name(fields))
                return try Response(json: OllamaModel.shown(model))
            }
        }
        router.post(Paths.ollamaChat, needs: .run, records: .nothing, refuses: .ollama) { request, context in
            try await OllamaAnswers.answering(context) {
                try await answer(try OllamaQuestion(chat: try await request.questionFields()), context)
            }
        }
        router.post(Paths.ollamaGenerate, needs: .run, records: .nothing, refuses: .ollama) { request, context in
            try await OllamaAnswers.answering(context) {
                try await answer(try OllamaQuestion(generate: try await request.questionFields()), context)
            }
        }
        router.post(Paths.ollamaEmbed, needs: .run, records: .nothing, refuses: .ollama) { request, context in
            try await OllamaAnswers.answering(context) {
                let wish = try OllamaVectors(try await request.questionFields(), isOld: false)
                return try await context.untilGone { try await wish.answer(inference) }
            }
        }
        router.post(Paths.ollamaEmbeddings, needs: .run, records: .nothing, refuses: .ollama) { request, context in
            try await OllamaAnswers.answering(context) {
                let wish = try OllamaVectors(try await request.questionFields(), isOld: true)
                return try await context.untilGone { try await wish.answer(inference) }
            }
        }
    }

    private static var greeting: Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "Ollama is running")))
    }

    private func answer(_ question: OllamaQuestion, _ context: AccessContext) async throws -> Response {
        if question.isEmpty { return try await context.untilGone { try await load(question) } }
        guard question.isStreamed else {
            return try await context.untilGone {
                let (lease, whole) = try await begin(question) { lease, reply in
                    var turn = OllamaTurn(question, lease)
                    for try await event in reply.events { turn.take(try AnswerPart(parsing: event)) }
                    return turn.whole
                }
                defer { lease.end() }
                return try Response(json: whole)
            }
        }
        let (lease, reply) = try await context.untilGone {
            try await begin(question) { $1 }
        }
        return Response(
            of: lease, in: context, type: "application/x-ndjson",
            say: { write in
                var turn = OllamaTurn(question, lease)
                for try await event in reply.events {
                    let part = try AnswerPart(parsing: event)
                    turn.take(part)
                    guard let line = turn.line(part) else { continue }
                    try await write(try WireJSON.exactText(line) + "\n")
                }
                try await write(try WireJSON.exactText(turn.end) + "\n")
            },
            fail: { problem in try WireJSON.exactText(OllamaAnswers.body(problem)) + "\n" })
    }

    private func begin<Answer: Sendable>(
        _ question: OllamaQuestion, _ read: @Sendable (Lease, EngineReply) async throws -> Answer
    ) async throws -> (Lease, Answer) {
        let model = try await inference.models.find(question.model)
        let (path, body) = try question.engine(model)
        return try await inference.begin(model, question.wish) { lease in
            var body = body
            if let name = lease.endpoint.model, let fields = body.object {
                body = .object(fields.merging(["model": .string(name)]) { $1 })
            }
            return try await read(lease, try await inference.client.open(path, body, of: lease.endpoint))
        }
    }

    /// A request without words loads the model, or with `keep_alive` 0 ends it where it is loaded.
    private func load(_ question: OllamaQuestion) async throws -> Response {
        let model = try await inference.models.find(question.model)
        if question.wish.keepAlive == .idle(0) {
            _ = await inference.runtimes.stop(model)
            return try Response(json: OllamaTurn(question, model).loaded("unload"))
        }
        let lease = try await inference.runtimes.acquire(model, question.wish)
        defer { lease.end() }
        return try Response(json: OllamaTurn(question, lease).loaded("load"))
    }
}
