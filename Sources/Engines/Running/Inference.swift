package import Domain
package import Hub
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

    /// Has a model begin an answer; see `Runtimes.begin`.
    package func begin<Answer: Sendable>(
        _ model: RunnableModel, _ wish: RunWish, _ begin: @Sendable (Lease) async throws -> Answer
    ) async throws -> (Lease, Answer) {
        try await runtimes.begin(model, wish, begin)
    }

    /// Takes a model out of memory, busy ones when their users are done; how many processes there were.
    package func stop(_ name: String) async throws -> Int {
        // It may be removed from the store, or quarantined, and still be in memory.
        if let named = await runtimes.state().instances.first(where: { $0.model.label == name }) {
            return await runtimes.stop(named.model)
        }
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

    /// What is in memory now, and what is pinned.
    package func view() async throws -> RuntimesView {
        let engine = runtimes.engine
        var view = RuntimesView(await runtimes.state()) { try engine.describe() }
        view.kept = try await runtimes.kept().map { RuntimeKeeping(model: $0.label, $0.keepAlive) }
        return view
    }

    /// What models may hold here, and what is free; nil where the engine is elsewhere, or nothing is known of the memory.
    package func room() async -> MemoryRoom? {
        guard runtimes.engine.holdsMemory else { return nil }
        let state = await runtimes.state()
        return state.budget > .zero ? MemoryRoom(budget: state.budget, used: state.used) : nil
    }

    /// What running a model as the house does is expected to hold, and whether that much was seen before.
    package func need(of name: String) async throws -> (bytes: ByteCount, wasSeen: Bool) {
        try await runtimes.need(of: try await models.find(name))
    }

    /// From now on a model stays as long as the wish says when nobody uses it, and for ever where it says nothing.
    package func keep(_ wish: RuntimeWish) async throws -> RuntimeKeeping {
        let model = try await models.find(wish.model)
        let keepAlive = try RunWish(wish).keepAlive ?? .pinned
        try await runtimes.keep(model, keepAlive)
        return RuntimeKeeping(model: model.label, keepAlive)
    }

    /// How long a model stays is left to the house again.
    package func letGo(_ name: String) async throws -> RuntimeKeeping {
        let model = try await models.find(name)
        try await runtimes.keep(model, nil)
        return RuntimeKeeping(model: model.label, pinned: false, keepAlive: nil)
    }
}

extension RuntimeKeeping {
    init(model: String, _ keepAlive: KeepAlive) {
        let seconds: String? =
            if case .idle(let time) = keepAlive { time % 1000 == 0 ? "\(time / 1000)s" : "\(time)ms" } else { nil }
        self.init(model: model, pinned: keepAlive == .pinned, keepAlive: seconds)
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
