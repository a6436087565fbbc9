import Domain
package import Wire

/// Models by their names, ready to be asked: what every surface calls.
package struct Inference: Sendable {
    package let models: RunnableModels
    package let runtimes: Runtimes
    package let client: EngineClient

    package init(models: RunnableModels, runtimes: Runtimes, client: EngineClient) {
        self.models = models
        self.runtimes = runtimes
        self.client = client
    }

    /// Finds a model, has it loaded, and keeps it in memory until the lease ends.
    package func lease(_ name: String, _ wish: RunWish = RunWish()) async throws -> Lease {
        try await runtimes.acquire(try await models.find(name), wish)
    }

    /// Takes a model out of memory, busy ones when their users are done; how many processes there were.
    package func stop(_ name: String) async throws -> Int {
        // It may be removed from the store, or quarantined, and still be in memory.
        guard case .repository(let wish) = try ModelReference(parsing: name) else { return 0 }
        if wish.quantisation == nil, wish.path == nil {
            let loaded = await runtimes.state().instances.map(\.model.repository)
            let meant = loaded.first { $0 == wish.id } ?? loaded.first { $0.name == wish.id.path }
            return if let meant { await runtimes.stop(meant) } else { 0 }
        }
        return await runtimes.stop(try await models.find(name))
    }
}

extension Inference {
    /// Loads a model and lets go of it at once: how long it stays is its `keep_alive`.
    package func load(_ name: String, _ wish: RunWish) async throws -> RuntimeLoaded {
        let lease = try await lease(name, wish)
        defer { lease.end() }
        return lease.loaded
    }

    /// What is in memory now.
    package func view() async -> RuntimesView {
        let engine = runtimes.engine
        return RuntimesView(await runtimes.state()) { try engine.describe() }
    }
}

extension RunWish {
    /// Throws a problem for a `keep_alive` that is none.
    package init(_ wish: RuntimeWish) throws {
        self.init(
            context: wish.context, keepAlive: try wish.keepAlive.map(Self.keepAlive),
            isEmbedding: wish.embedding ?? false)
    }

    private static func keepAlive(_ text: String) throws -> KeepAlive {
        guard let known = KeepAlive(text) else {
            throw Problem(.badRequest, "`keep_alive` is no time", hint: "write 5m, 1h30m, seconds, or -1 for ever")
        }
        return known
    }
}
