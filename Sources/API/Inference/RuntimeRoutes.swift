package import Access
import Domain
package import Engines
import Hummingbird
import Wire

/// The models in memory: which, loading one, ending one.
package struct RuntimeRoutes: Sendable {
    private let inference: Inference
    private let audit: any AuditRecording

    package init(inference: Inference, audit: any AuditRecording) {
        self.inference = inference
        self.audit = audit
    }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.runtimes, needs: .run) { _, context in
            try Response(wire: try await inference.view().told(to: context.identity))
        }
        router.post(Paths.runtimesLoad, needs: .run, records: .service) { request, context in
            let wish = try await request.decodeWire(RuntimeWish.self)
            let loaded = try await load(wish, context.identity)
            try await record("runtime.load", loaded.model, context)
            return try Response(wire: loaded)
        }
        router.post(Paths.runtimesPin, needs: .run, records: .service) { request, context in
            let wish = try await request.decodeWire(RuntimeWish.self)
            let kept = try await ModelError.asQuestion { try await inference.keep(wish) }
            try await record("runtime.pin", kept.model, context)
            return try Response(wire: kept)
        }
        router.post(Paths.runtimesUnpin, needs: .run, records: .service) { request, context in
            let wish = try await request.decodeWire(RuntimeWish.self)
            let kept = try await ModelError.asQuestion { try await inference.letGo(wish.model) }
            try await record("runtime.unpin", kept.model, context)
            return try Response(wire: kept)
        }
        router.post(Paths.runtimesStop, needs: .run, records: .service) { request, context in
            let wish = try await request.decodeWire(RuntimeWish.self)
            let count = try await inference.stop(wish.model)
            guard count > 0 else {
                throw Problem(
                    .notFound, "`\(wish.model.prefix(200))` is not in memory", hint: "see \(Paths.runtimes)")
            }
            try await record("runtime.stop", wish.model, context)
            return try Response(wire: RuntimeStopped(model: wish.model, stopped: count))
        }
    }

    private func load(_ wish: RuntimeWish, _ identity: Identity) async throws -> RuntimeLoaded {
        do {
            return try await ModelError.asQuestion { try await inference.load(wish.model, try RunWish(wish)) }
        } catch EngineError.noEngine where !identity.allows(.admin) {
            // It names where an engine was looked for.
            throw EngineError.nothingRuns
        }
    }

    private func record(_ action: AuditAction, _ model: String, _ context: AccessContext) async throws {
        try await audit.record(
            context.identity, action, model, detail: nil, outcome: .done, address: context.client)
    }
}

extension ModelError {
    /// A model that no engine reads is a wrong question, and nothing that this server lacks.
    static func asQuestion<Answer>(_ work: () async throws -> Answer) async throws -> Answer {
        do {
            return try await work()
        } catch let error as ModelError where error.problem.code == .unsupported {
            throw Problem(.badRequest, error.problem.message, hint: error.problem.hint)
        }
    }
}
