package import Engines
import Domain
import NIOCore
import Wire

/// The models of this house.
package struct LocalProvider: Provider {
    private let inference: Inference
    private let dialect: any Dialect

    /// Its models are this house's; what runs them may be elsewhere all the same.
    package var isLocal: Bool { inference.runtimes.engine.isOnThisMachine }

    /// - Parameter dialect: of the engines, which speak as OpenAI does.
    package init(inference: Inference, dialect: any Dialect) {
        self.inference = inference
        self.dialect = dialect
    }

    package func ask(_ question: Question, model: String, _ watch: AttemptWatch) async throws -> ProviderAnswer {
        do {
            let found = try await inference.models.find(model)
            try check(question, found)
            var wish = question.wish
            wish.isEmbedding = question.kind == .embedding
            wish.patience = watch.waits()
            if question.isStreamed {
                let (lease, body) = try await inference.begin(found, wish) { lease in
                    watch.begins(with: lease)
                    return try await send(question, to: lease).body
                }
                return .stream(UpstreamStream(body, dialect.reader(for: question, model: lease.name), holding: lease))
            }
            let (lease, body) = try await inference.begin(found, wish) { lease in
                watch.begins(with: lease)
                return String(buffer: try await send(question, to: lease).collected())
            }
            defer { lease.end() }
            return .whole(try dialect.answer(body, to: question, model: lease.name))
        } catch let failure as AttemptFailure {
            throw failure
        } catch EngineError.noEngine {
            // Where it was looked for is nobody's matter who only asks.
            throw AttemptFailure(own: EngineError.nothingRuns)
        } catch let error as any ProblemConvertible {
            throw AttemptFailure(own: error)
        }
    }

    private func send(_ question: Question, to lease: Lease) async throws -> EngineReply {
        var question = question
        question.fields = lease.completed(question.fields, isEmbedding: question.kind == .embedding)
        let call = try dialect.call(question, model: lease.name, key: nil)
        let reply = try await inference.client.post(
            "/v1" + call.path, ByteBuffer(string: call.body), to: lease.endpoint)
        guard reply.isSuccess else {
            let body = String(buffer: try await reply.collected(limit: 1 << 20))
            throw dialect.failure(status: reply.status, headers: [:], body: body)
        }
        return reply
    }

    private func check(_ question: Question, _ model: RunnableModel) throws {
        guard question.kind != .embedding else { return }
        // An image would be an address that the engine fetches.
        for part in question.fields["messages"]?.array?.flatMap({ $0["content"]?.array ?? [] }) ?? [] {
            guard part["type"]?.string == "text" else {
                var failure = AttemptFailure(
                    .unsupported, "only text is read here: a message holds a part of another type")
                failure.own = Problem(.badRequest, failure.words)
                throw failure
            }
        }
        if model.facts.isEncoder {
            throw ModelError.cannot(model.label, what: "write text", instead: "ask it for vectors: /v1/embeddings")
        }
        if question.kind == .chat, model.facts.chatTemplate == nil {
            throw ModelError.cannot(
                model.label, what: "chat: it has no template for that", instead: "use /v1/completions")
        }
    }
}

extension AttemptFailure {
    /// What this house says itself of a model of its own.
    init(own error: any ProblemConvertible) {
        let problem = error.problem
        let kind: Kind =
            switch problem.code {
            case .notFound: .notFound
            case .badRequest: .badRequest
            case .unsupported: .unsupported
            case .refused, .forbidden, .unauthorized, .gated: .auth
            case .busy, .rateLimited, .cancelled: .noRoom
            default: .overloaded
            }
        self.init(kind, problem.message)
        own = problem
        if let refusal = error as? Refusal { retryAfter = refusal.retryAfter.map { .seconds($0) } }
    }
}
