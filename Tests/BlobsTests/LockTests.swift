import Blobs
import Domain
import Foundation
import Subprocess
import SystemPackage
import Testing

@Suite struct `Locks` {
    private let content = ContentIdentity.sha256(ContentHasher.hash([1]).facts.digest)

    @Test func `one content is fetched by one at a time`() async throws {
        try await withStore { store in
            var lock: LockFile? = try store.attemptLock(content)
            #expect(lock != nil)
            #expect(try store.attemptLock(content) == nil)
            lock = nil
            #expect(try store.partial.names == [])
            #expect(try store.attemptLock(content) != nil)
            _ = lock
        }
    }

    @Test func `whoever waits gets the lock when it is let go`() async throws {
        try await withStore { store in
            let order = AsyncStream.makeStream(of: String.self)
            var lock: LockFile? = try await store.lock(content)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let lock = try await store.lock(content)
                    order.continuation.yield("second")
                    withExtendedLifetime(lock) { order.continuation.finish() }
                }
                order.continuation.yield("first")
                withExtendedLifetime(lock) {}
                lock = nil
                try await group.waitForAll()
            }
            #expect(await order.stream.reduce(into: []) { $0.append($1) } == ["first", "second"])
        }
    }

    @Test func `waiting ends when it is cancelled`() async throws {
        try await withStore { store in
            let lock = try await store.lock(content)
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await store.lock(content) }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
            withExtendedLifetime(lock) {}
        }
    }

    @Test func `many who want it have it one after the other`() async throws {
        try await withStore { store in
            let marker = store.root.appending("marker")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let lock = try await store.lock(content)
                        // Fails when somebody else is inside.
                        let file = try FileDescriptor.open(
                            marker, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
                        try file.close()
                        try FileManager.default.removeItem(atPath: marker.string)
                        withExtendedLifetime(lock) {}
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `the lock of a process that was killed is free`() async throws {
        try await withStore { store in
            let path = store.partialPath(of: content, suffix: "lock")
            let python = try #require(Tool("python3")).path
            let program = """
                import fcntl, sys, time
                f = open(sys.argv[1], "w"); fcntl.flock(f, fcntl.LOCK_EX); print("held", flush=True)
                time.sleep(600)
                """
            _ = try await Subprocess.run(
                .path(FilePath(python)), arguments: ["-c", program, path.string], input: .none, output: .sequence,
                error: .discarded
            ) { process in
                for try await _ in process.standardOutput { break }
                #expect(try store.attemptLock(content) == nil)
                try process.send(signal: .kill)
            }
            #expect(path.exists)
            #expect(try store.attemptLock(content) != nil)
        }
    }
}
