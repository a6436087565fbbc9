import SystemPackage
import Testing

@testable import Blobs

@Suite struct `The gate between placing and pruning` {
    private func attempt(_ store: BlobStore, shared: Bool) throws -> PruneGate? {
        try PruneGate.attempt(at: store.root.appending("prune.lock"), shared: shared)
    }

    @Test func `many may place at once, and nobody prunes meanwhile`() async throws {
        try await withStore { store in
            var holders: [PruneGate] = []
            for _ in 0..<5 { holders.append(try await store.holdAgainstPruning()) }
            #expect(try attempt(store, shared: false) == nil)
            holders.removeLast(4)
            #expect(try attempt(store, shared: false) == nil)
            holders = []
            #expect(try attempt(store, shared: false) != nil)
        }
    }

    @Test func `one may prune, and nobody places meanwhile`() async throws {
        try await withStore { store in
            let pruner = try await store.holdForPruning()
            #expect(try attempt(store, shared: false) == nil)
            #expect(try attempt(store, shared: true) == nil)
            withExtendedLifetime(pruner) {}
        }
    }

    @Test func `who prunes waits for those who are placing`() async throws {
        try await withStore { store in
            let order = AsyncStream.makeStream(of: String.self)
            var holder: PruneGate? = try await store.holdAgainstPruning()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let pruner = try await store.holdForPruning()
                    order.continuation.yield("pruned")
                    withExtendedLifetime(pruner) { order.continuation.finish() }
                }
                order.continuation.yield("placed")
                withExtendedLifetime(holder) {}
                holder = nil
                try await group.waitForAll()
            }
            #expect(await order.stream.reduce(into: []) { $0.append($1) } == ["placed", "pruned"])
        }
    }

    @Test func `waiting ends when it is cancelled`() async throws {
        try await withStore { store in
            let holder = try await store.holdAgainstPruning()
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await store.holdForPruning() }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
            withExtendedLifetime(holder) {}
        }
    }
}
