import Domain
package import Engines
package import Gateway
import HTTPTypes
import Hummingbird
import Synchronization
import Wire

/// The API that Ollama's clients speak, below `/ollama`.
package struct OllamaRoutes: Sendable {
    private let inference: Inference
    private let gateway: Gateway
    /// The version of the API that is spoken: clients ask for it to know what they may send.
    private static let spoken = "0.33.0"

    package init(inference: Inference, gateway: Gateway) {
        self.inference = inference
        self.gateway = gateway
    }

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
                try await answer(try OllamaQuestion(chat: try await request.questionFields()), request, context)
            }
        }
        router.post(Paths.ollamaGenerate, needs: .run, records: .nothing, refuses: .ollama) { request, context in
            try await OllamaAnswers.answering(context) {
                try await answer(try OllamaQuestion(generate: try await request.questionFields()), request, context)
            }
        }
        router.post(Paths.ollamaEmbed, needs: .run, records: .nothing, refuses: .ollama) { request, context in
            try await OllamaAnswers.answering(context) {
                let wish = try OllamaVectors(try await request.questionFields(), isOld: false)
                return try await wish.answer(request, context, inference, gateway)
            }
        }
        router.post(Paths.ollamaEmbeddings, needs: .run, records: .nothing, refuses: .ollama) { request, context in
            try await OllamaAnswers.answering(context) {
                let wish = try OllamaVectors(try await request.questionFields(), isOld: true)
                return try await wish.answer(request, context, inference, gateway)
            }
        }
    }

    private static var greeting: Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "Ollama is running")))
    }

    private func answer(
        _ question: OllamaQuestion, _ request: Request, _ context: AccessContext
    ) async throws -> Response {
        let model: RunnableModel? =
            if let name = gateway.houseModel(question.model) { try await inference.models.find(name) } else { nil }
        let name = model.map(OllamaModel.name) ?? question.model
        if question.isEmpty { return try await context.untilGone { try await load(question, model, name) } }
        let asking = GatewayAsking(
            gateway, question.model, try question.question(for: model), wantsUsage: true, of: request)
        let answer = try await asking.begin(context)
        switch answer.content {
        case .whole(let whole):
            var turn = OllamaTurn(question, model: name, waited: answer.waited)
            turn.take(try AnswerPart(parsing: whole.body))
            return try Response(json: turn.whole, headers: answer.headers)
        case .stream(let stream):
            return Response(
                streaming: "application/x-ndjson", headers: answer.headers, patience: answer.readerTimeout, in: context,
                say: { write in
                    let turn = Mutex(OllamaTurn(question, model: name, waited: answer.waited))
                    try await stream.forEach { chunks in
                        let lines = try turn.withLock { turn in try chunks.map { try Self.line($0, &turn) }.joined() }
                        if !lines.isEmpty { try await write(lines) }
                    }
                    try await write(try turn.withLock { try WireJSON.exactText($0.end) } + "\n")
                },
                fail: { problem in try WireJSON.exactText(OllamaAnswers.body(problem)) + "\n" })
        }
    }

    private static func line(_ chunk: AnswerChunk, _ turn: inout OllamaTurn) throws -> String {
        let part = try AnswerPart(parsing: chunk.data)
        turn.take(part)
        return try turn.line(part).map { try WireJSON.exactText($0) + "\n" } ?? ""
    }

    /// A request without words loads the model, or with `keep_alive` 0 ends it where it is loaded. What is elsewhere is there.
    private func load(_ question: OllamaQuestion, _ model: RunnableModel?, _ name: String) async throws -> Response {
        let isEnding = question.wish.keepAlive == .idle(0)
        guard let model, !isEnding else {
            if let model { _ = await inference.runtimes.stop(model) }
            return try Response(json: OllamaTurn(question, model: name).loaded(isEnding ? "unload" : "load"))
        }
        let lease = try await inference.runtimes.acquire(model, question.wish)
        defer { lease.end() }
        return try Response(json: OllamaTurn(question, model: name, waited: lease.waited).loaded("load"))
    }
}
