import Domain
import Synchronization
import Testing

@testable import Engines

@Suite struct `Models in memory` {
    @Test func `a model is loaded once for all who ask at once`() async throws {
        try await Stage.with { stage in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { _ = try await stage.acquire("writer") } }
                try await group.waitForAll()
            }
            #expect(stage.engine.started == ["writer"])
        }
    }

    @Test func `one that nobody uses makes room for another`() async throws {
        try await Stage.with { stage in
            try await stage.acquire("first").end()
            let lease = try await stage.acquire("second")
            #expect(stage.engine.ended == ["first"])
            #expect(lease.evicted == ["first"])
            #expect(await stage.runtimes.state().instances.map(\.model.label) == ["second"])
            lease.end()
        }
    }

    @Test func `who has little patience is told what is in the way`() async throws {
        try await Stage.with { stage in
            let lease = try await stage.acquire("first")
            var wish = RunWish()
            wish.patience = .milliseconds(300)
            let refusal = await #expect(throws: Refusal.self) { try await stage.acquire("second", wish) }
            #expect(refusal?.problem.message.contains("busy: first") == true)
            lease.end()
        }
    }

    @Test func `who waits for memory and goes away is forgotten`() async throws {
        try await Stage.with { stage in
            let lease = try await stage.acquire("first")
            await withTaskGroup(of: Bool.self) { group in
                group.addTask {
                    do {
                        _ = try await stage.acquire("second")
                        return false
                    } catch {
                        return error is CancellationError
                    }
                }
                await stage.until { !$0.waiting.isEmpty }
                group.cancelAll()
                #expect(await group.next() == true)
            }
            await stage.until { $0.waiting.isEmpty }
            lease.end()
            #expect(stage.engine.started == ["first"])
        }
    }

    @Test func `a lease that is forgotten ends`() async throws {
        try await Stage.with { stage in
            _ = try await stage.acquire("writer")
            await stage.until { $0.instances.allSatisfy { !$0.instance.isBusy } }
        }
    }

    @Test func `one that was killed is started again for the next who asks`() async throws {
        try await Stage.with { stage in
            let lease = try await stage.acquire("writer")
            stage.engine.crash("writer")
            await stage.until { $0.instances.isEmpty }
            lease.end()
            try await stage.acquire("writer").end()
            #expect(stage.engine.started == ["writer", "writer"])
            let exit = await stage.runtimes.state().decisions.first { $0.kind == .exit }
            #expect(exit?.reason == "it was ended by signal 9")
        }
    }

    @Test func `one that cannot be loaded says why`() async throws {
        try await Stage.with(FakeEngine(failure: "unknown architecture")) { stage in
            let refusal = await #expect(throws: Refusal.self) { try await stage.acquire("writer") }
            #expect(refusal?.problem.message.contains("unknown architecture") == true)
        }
    }

    @Test func `one that is larger than what may be used is refused with the numbers`() async throws {
        try await Stage.with(memory: ByteCount(1_000_000)) { stage in
            let refusal = await #expect(throws: Refusal.self) { try await stage.acquire("writer") }
            #expect(refusal?.problem.message.contains("1.0 MB free of 1.0 MB") == true)
            #expect(stage.engine.started.isEmpty)
        }
    }

    @Test func `it goes at once when it is asked to stay until the reply`() async throws {
        try await Stage.with { stage in
            try await stage.acquire("writer", RunWish(keepAlive: .idle(0))).end()
            await stage.until { $0.instances.isEmpty }
            #expect(stage.engine.ended == ["writer"])
        }
    }

    @Test func `who names no context takes what is there`() async throws {
        try await Stage.with { stage in
            let first = try await stage.acquire("writer", RunWish(context: 128))
            let second = try await stage.acquire("writer")
            #expect((first.context, second.context) == (128, 128))
            #expect(stage.engine.started == ["writer"])
        }
    }

    @Test func `one that is stopped while it is used ends when its users are done`() async throws {
        try await Stage.with { stage in
            let lease = try await stage.acquire("writer")
            #expect(await stage.runtimes.stop(lease.model) == 1)
            #expect(stage.engine.ended.isEmpty)
            lease.end()
            await stage.until { $0.instances.isEmpty }
        }
    }

    @Test func `who finds no place waits for one, and is served in turn`() async throws {
        try await Stage.with { stage in
            let leases = try await withThrowingTaskGroup(of: Lease.self) { group in
                for _ in 0..<RuntimeSettings.placesPerSlot { group.addTask { try await stage.acquire("writer") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            async let next = stage.acquire("writer")
            await stage.until { $0.waiting.count == 1 }
            leases.first?.end()
            #expect(try await next.model.label == "writer")
            leases.forEach { $0.end() }
        }
    }

    @Test func `without an engine it is said at once what to install`() async throws {
        try await Stage.with(FakeEngine(isThere: false)) { stage in
            let error = await #expect(throws: EngineError.self) { try await stage.acquire("writer") }
            #expect(error?.problem.hint?.contains("scripts/engine") == true)
        }
    }

    @Test func `one that ends before it began to answer is asked once more`() async throws {
        try await Stage.with { stage in
            let asked = Mutex(0)
            let (lease, said) = try await stage.runtimes.begin(try stage.model("writer"), RunWish()) { lease in
                let count = asked.withLock { count in
                    count += 1
                    return count
                }
                guard count == 1 else { return "answered" }
                stage.engine.crash("writer")
                throw EngineError.lost(lease.model.label, why: "it closed the connection")
            }
            lease.end()
            #expect(said == "answered")
            #expect(stage.engine.started == ["writer", "writer"])
        }
    }

    @Test func `one that keeps ending is not asked for ever`() async throws {
        try await Stage.with { stage in
            let asked = Mutex(0)
            await #expect(throws: EngineError.self) {
                _ = try await stage.runtimes.begin(try stage.model("writer"), RunWish()) { lease in
                    asked.withLock { $0 += 1 }
                    stage.engine.crash("writer")
                    throw EngineError.lost(lease.model.label, why: "it closed the connection")
                }
            }
            #expect(asked.withLock { $0 } == 2)
        }
    }

    @Test func `one that is pinned stays whatever a request says, and makes no room`() async throws {
        try await Stage.with { stage in
            let model = try stage.model("first")
            try await stage.runtimes.keep(model, .pinned)
            try await stage.acquire("first", RunWish(keepAlive: .idle(0))).end()
            let refusal = await #expect(throws: Refusal.self) { try await stage.acquire("second") }
            #expect(refusal?.problem.message.contains("pinned: first") == true)
            try await stage.runtimes.keep(model, nil)
            try await stage.acquire("second").end()
            #expect(stage.engine.ended == ["first"])
        }
    }

    @Test func `a model may stay for a time of its own`() async throws {
        try await Stage.with { stage in
            try await stage.runtimes.keep(try stage.model("writer"), .idle(0))
            try await stage.acquire("writer").end()
            await stage.until { $0.instances.isEmpty }
            #expect(try await stage.runtimes.kept().map(\.label) == ["writer"])
        }
    }

    @Test func `a context that nobody can have is refused`() async throws {
        try await Stage.with { stage in
            await #expect(throws: ModelError.self) { try await stage.acquire("writer", RunWish(context: 0)) }
        }
    }
}
