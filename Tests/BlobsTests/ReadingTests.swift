import Blobs
import Domain
import NIOCore
import SystemPackage
import Testing

@Suite struct `Reading blobs` {
    private static let length = 300_001
    private static let ranges: [Range<Int64>] = [
        0..<300_001, 0..<0, 0..<1, 300_000..<300_001, 299_990..<400_000, 400_000..<500_000, 4_095..<8_193,
        65_536..<131_072,
    ]

    @Test(arguments: ranges)
    func `any range comes as the same bytes, cut to the blob`(range: Range<Int64>) async throws {
        try await withStore { store in
            let bytes = patterned(Self.length)
            let reader = try store.open(try await store.keep(bytes).digest)
            let wanted = range.clamped(to: 0..<Int64(Self.length))
            let expected = Array(bytes[Int(wanted.lowerBound)..<Int(wanted.upperBound)])
            for size in [7_777, 65_536, 1 << 20] {
                #expect(try await reader.chunks(in: range, chunkSize: size).collect() == expected)
            }
            #expect(Array(try await reader.bytes(in: range).readableBytesView) == expected)
        }
    }

    @Test func `chunks are never longer than asked for, and a kept chunk is not overwritten`() async throws {
        try await withStore { store in
            let bytes = patterned(Self.length)
            let reader = try store.open(try await store.keep(bytes).digest)
            var kept: [ByteBuffer] = []
            for try await chunk in reader.chunks(chunkSize: 10_000) {
                #expect(chunk.readableBytes <= 10_000)
                kept.append(chunk)
            }
            #expect(kept.flatMap { Array($0.readableBytesView) } == bytes)
        }
    }

    @Test func `paced chunks wait until an earlier one is let go of, and are whole`() async throws {
        try await withStore { store in
            let bytes = patterned(Self.length)
            let chunks = try store.open(try await store.keep(bytes).digest).chunks(chunkSize: 10_000).paced(mostHeld: 3)
            #expect(try await chunks.collect() == bytes)
            var iterator = chunks.makeAsyncIterator()
            var held: [ByteBuffer] = []
            for _ in 0..<3 { held.append(try #require(try await iterator.next())) }
            held.removeFirst()
            #expect(try await iterator.next()?.readableBytes == 10_000)
            held = []
        }
    }

    @Test func `whoever holds too many paced chunks gets no more, and can be cancelled`() async throws {
        try await withStore { store in
            let reader = try store.open(try await store.keep(patterned(Self.length)).digest)
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    var held: [ByteBuffer] = []
                    for try await chunk in reader.chunks(chunkSize: 1_000).paced(mostHeld: 2) {
                        held.append(chunk)
                        if held.count == 2 { withUnsafeCurrentTask { $0?.cancel() } }
                    }
                    Issue.record("\(held.count) chunks were given out")
                }
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
        }
    }

    @Test func `a sequence of chunks can be read twice and by many`() async throws {
        try await withStore { store in
            let bytes = patterned(Self.length)
            let chunks = try store.open(try await store.keep(bytes).digest).chunks(chunkSize: 50_000)
            try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<5 { group.addTask { try await chunks.collect() } }
                for try await result in group { #expect(result == bytes) }
            }
        }
    }

    @Test func `a blob that loses bytes while it is sent ends in an error, not early`() async throws {
        try await withStore { store in
            let facts = try await store.keep(patterned(Self.length))
            let reader = try store.open(facts.digest)
            let file = try SystemPackage.FileDescriptor.open(store.path(of: facts.digest), .readWrite)
            try file.resize(to: 100_000)
            try file.close()
            let found = await problem { _ = try await reader.chunks(chunkSize: 30_000).collect() }
            #expect(found?.code == .damaged)
        }
    }

    @Test func `cancelled reading throws, and never looks like the end`() async throws {
        try await withStore { store in
            let reader = try store.open(try await store.keep(patterned(Self.length)).digest)
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    var iterator = reader.chunks(chunkSize: 1_000).makeAsyncIterator()
                    _ = try await iterator.next()
                    withUnsafeCurrentTask { $0?.cancel() }
                    while try await iterator.next() != nil {}
                }
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
        }
    }
}
