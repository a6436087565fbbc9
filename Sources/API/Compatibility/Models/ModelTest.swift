import Domain
import Engines
import Wire

/// One question to a kept model, asked for real and timed here.
struct ModelTest: Sendable {
    let inference: Inference

    /// Tokens of an answer: enough to see that it answers, and short on a slow machine.
    static let mostTokens = 64
    /// Of a prompt, in bytes.
    static let longestPrompt = 16_384
    private static let longestHardware = 100

    /// What is asked, as it came and was found to be possible.
    struct Question: Sendable, Hashable {
        let model: String
        let prompt: String
        let hardware: String?

        init(_ wish: HubModelTestWish) throws(Problem) {
            guard !wish.modelId.isEmpty else { throw Problem(.badRequest, "model_id is empty", hint: "write org/name") }
            guard let prompt = wish.testPrompt, !prompt.isEmpty else {
                throw Problem(.badRequest, "test_prompt is missing", hint: "say what the model is to be asked")
            }
            guard prompt.utf8.count <= ModelTest.longestPrompt else {
                throw Problem(.badRequest, "test_prompt is longer than \(ModelTest.longestPrompt) bytes")
            }
            guard (wish.hardware ?? "").utf8.count <= ModelTest.longestHardware else {
                throw Problem(.badRequest, "hardware is longer than \(ModelTest.longestHardware) bytes")
            }
            model = wish.modelId
            self.prompt = prompt
            hardware = wish.hardware
        }
    }

    /// Asks the model. Throws `conflict` when it is not kept, `unsupported` when no engine here runs it.
    func run(_ wish: HubModelTestWish) async throws -> HubModelTestReport {
        let question = try Question(wish)
        let model = try await found(question.model)
        let engine = try await engine()
        let isVector = model.facts.isEncoder
        let lease = try await inference.runtimes.acquire(model, RunWish(isEmbedding: isVector))
        defer { lease.end() }
        var report = HubModelTestReport(
            modelId: model.repository.path, model: model.label, commit: model.commit.hex, testPrompt: question.prompt,
            hardware: question.hardware, engine: engine, loadMs: lease.waited / .milliseconds(1))
        let start = ContinuousClock.now
        if isVector {
            try await askForVector(question, lease, &report)
        } else {
            try await askForText(question, lease, start, &report)
        }
        report.latencyMs = (ContinuousClock.now - start) / .milliseconds(1)
        return report
    }

    private func engine() async throws -> String {
        let view = try await inference.view()
        if let engine = view.engine { return engine }
        throw Problem(.unsupported, view.problem?.message ?? "nothing runs models here", hint: view.problem?.hint)
    }

    /// Callers of this contract read "not kept" as a conflict: 404 is for a name that no Hub has.
    private func found(_ name: String) async throws -> RunnableModel {
        do {
            return try await inference.models.find(name)
        } catch let error as any ProblemConvertible where error.problem.code == .notFound {
            let problem = error.problem
            throw Problem(.conflict, problem.message, hint: "have it brought in first: POST \(Paths.hubModelDownload)")
        }
    }

    private func askForText(
        _ question: Question, _ lease: Lease, _ start: ContinuousClock.Instant, _ report: inout HubModelTestReport
    ) async throws {
        var asked = ModelQuestion(model: lease.model.label)
        // The same model gives the same answer to the same prompt.
        asked.temperature = 0
        asked.mostTokens = Self.mostTokens
        let chats = lease.model.facts.chatTemplate != nil
        report.mode = chats ? "chat" : "completion"
        let path = chats ? "/v1/chat/completions" : "/v1/completions"
        let body =
            chats
            ? asked.chat([["role": "user", "content": .string(question.prompt)]]) : asked.completion(question.prompt)
        var (text, thinking) = ("", "")
        let reply = try await inference.client.open(path, body, of: lease.endpoint)
        let timings = try await reply.forEachPart { part in
            if report.firstTokenMs == nil, !part.text.isEmpty || !part.thinking.isEmpty {
                report.firstTokenMs = (ContinuousClock.now - start) / .milliseconds(1)
            }
            text += part.text
            thinking += part.thinking
            report.finish = part.finish ?? report.finish
        }
        report.output = text
        report.thinking = thinking.isEmpty ? nil : thinking
        guard let timings else { return }
        report.promptTokens = timings.promptTokens + timings.knownTokens
        report.outputTokens = timings.answerTokens
        report.tokensPerSecond = timings.tokensPerSecond
    }

    private func askForVector(_ question: Question, _ lease: Lease, _ report: inout HubModelTestReport) async throws {
        report.mode = "embedding"
        let body: JSONValue = ["model": .string(lease.model.label), "input": .string(question.prompt)]
        let reply = try await inference.client.open("/v1/embeddings", body, of: lease.endpoint)
        let json = try await reply.json(limit: 16 << 20)
        guard let vector = json["data"]?.array?.first?["embedding"]?.array, !vector.isEmpty else {
            throw Problem(.upstream, "`\(lease.model.label)` gave no vector")
        }
        report.embeddingLength = vector.count
        report.promptTokens = json["usage"]?["prompt_tokens"]?.integer
    }
}
