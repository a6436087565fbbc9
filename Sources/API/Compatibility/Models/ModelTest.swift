import Domain
import Engines
import Gateway
import Synchronization
import Wire

/// One question to a kept model, asked for real and timed here.
struct ModelTest: Sendable {
    let inference: Inference
    let gateway: Gateway

    /// Tokens of an answer: enough to see that it answers, and short on a slow machine.
    static let mostTokens = 64
    /// Of a prompt, in bytes.
    static let longestPrompt = 16_384
    private static let longestHardware = 100

    /// What is asked, as it came and was found to be possible.
    struct Prompt: Sendable, Hashable {
        let model: String
        let text: String
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
            text = prompt
            hardware = wish.hardware
        }
    }

    /// Asks the model, as every other request is asked: a route's and a provider's too. Throws `conflict` when it is not kept,
    /// `unsupported` when no engine here runs it.
    func run(_ wish: HubModelTestWish, by person: String) async throws -> HubModelTestReport {
        let question = try Prompt(wish)
        guard let name = gateway.houseModel(question.model) else {
            return try await ask(question, .chat, by: person) { leg in (leg.description, nil, leg.provider) }
        }
        let model = try await found(name)
        let engine = EngineName.plain(try await engine())
        let kind: Question.Kind =
            model.facts.isEncoder ? .embedding : model.facts.chatTemplate == nil ? .completion : .chat
        var report = try await ask(question, kind, by: person) { _ in (model.label, model.commit.hex, engine) }
        report.modelId = model.repository.path
        return report
    }

    private func engine() async throws -> String {
        let view = try await inference.view()
        if let engine = view.engine { return engine }
        throw EngineError.nothingRuns
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

    private func ask(
        _ question: Prompt, _ kind: Question.Kind, by person: String,
        _ names: @Sendable (Leg) -> (model: String, commit: String?, engine: String)
    ) async throws -> HubModelTestReport {
        let start = ContinuousClock.now
        let answer = try await gateway.ask(question.model, Self.asked(question, kind), by: person)
        let (model, commit, engine) = names(answer.leg)
        var report = HubModelTestReport(
            modelId: question.model, model: model, commit: commit, testPrompt: question.text,
            hardware: question.hardware, engine: engine, loadMs: answer.waited / .milliseconds(1))
        report.mode = kind.rawValue
        switch answer.content {
        case .whole(let whole): try Self.note(whole, &report)
        case .stream(let stream):
            let said = Mutex(Said(since: start + answer.waited))
            try await stream.forEach { chunks in try said.withLock { said in try chunks.forEach { try said.take($0) } }
            }
            said.withLock { $0.note(&report) }
        }
        report.latencyMs = (ContinuousClock.now - start - answer.waited) / .milliseconds(1)
        return report
    }

    /// The same model gives the same answer to the same prompt.
    private static func asked(_ question: Prompt, _ kind: Question.Kind) -> Question {
        let prompt = JSONValue.string(question.text)
        let fields: [String: JSONValue] =
            switch kind {
            case .embedding: ["input": prompt, "encoding_format": "float"]
            case .completion: ["prompt": prompt]
            case .chat: ["messages": [["role": "user", "content": prompt]]]
            }
        let isVector = kind == .embedding
        let sampling: [String: JSONValue] =
            isVector ? [:] : ["temperature": 0, "max_tokens": .integer(Int64(mostTokens))]
        return .init(kind, fields.merging(sampling) { $1 }, isStreamed: !isVector)
    }

    private static func note(_ whole: WholeAnswer, _ report: inout HubModelTestReport) throws {
        let json = try WireJSON.decodeExactly(JSONValue.self, from: whole.body)
        guard let vector = json["data"]?.array?.first?["embedding"]?.array, !vector.isEmpty else {
            throw Problem(.upstream, "`\(report.model)` gave no vector")
        }
        report.embeddingLength = vector.count
        report.promptTokens = json["usage"]?["prompt_tokens"]?.integer
    }

    /// What a stream says.
    private struct Said {
        let since: ContinuousClock.Instant
        var text = ""
        var thinking = ""
        var finish: String?
        var firstTokenMs: Double?
        var timings: AnswerTimings?
        var usage: Usage?

        init(since: ContinuousClock.Instant) { self.since = since }

        mutating func take(_ chunk: AnswerChunk) throws {
            let part = try AnswerPart(parsing: chunk.data)
            if firstTokenMs == nil, !part.text.isEmpty || !part.thinking.isEmpty {
                firstTokenMs = (ContinuousClock.now - since) / .milliseconds(1)
            }
            text += part.text
            thinking += part.thinking
            finish = part.finish ?? finish
            timings = part.timings ?? timings
            usage = chunk.usage ?? usage
        }

        func note(_ report: inout HubModelTestReport) {
            report.output = text
            report.thinking = thinking.isEmpty ? nil : thinking
            report.finish = finish
            report.firstTokenMs = firstTokenMs
            report.promptTokens = timings.map { $0.promptTokens + $0.knownTokens } ?? usage?.prompt
            report.outputTokens = timings?.answerTokens ?? usage?.answer
            report.tokensPerSecond = timings?.tokensPerSecond
        }
    }
}
