import Domain
import Foundation
import NIOCore
import SystemPackage
import Testing

@testable import Blobs

@Suite struct `A partial blob` {
    private func part(_ content: Announced, in store: BlobStore) -> FilePath {
        store.partialPath(of: content.expected.identity, suffix: "part")
    }

    @Test(arguments: [false, true])
    func `parts written out of order by several tasks are proved and placed`(asGit: Bool) async throws {
        let content = Announced(parts: 5, asGit: asGit)
        try await withStore { store in
            let partial = try PartialBlob.open(content.expected, in: store)
            let (proof, fetched) = try await partial.complete(from: content.bytes)
            #expect(fetched == Array(0...5))
            #expect(proof.hashes.matches(content.expected))
            #expect(proof.partCRCs.count == 6)
            #expect(await partial.bytesHere == content.expected.size.bytes)
            let staged = try await partial.staged(proof.hashes, in: store)
            try await store.commit([staged])
            try store.forgetJournal(of: content.expected.identity)
            #expect(try await store.content(of: proof.hashes.facts.digest) == content.bytes)
            #expect(try store.leavings() == [])
        }
    }

    @Test func `content that is empty is proved without a part`() async throws {
        let content = Announced(parts: 0, tail: 0)
        try await withStore { store in
            let (proof, fetched) = try await PartialBlob.open(content.expected, in: store).complete(from: [])
            #expect(fetched.isEmpty)
            #expect(proof.hashes.matches(content.expected))
        }
    }

    @Test func `after a crash only the missing parts are fetched`() async throws {
        let content = Announced(parts: 5)
        try await withStore { store in
            do {
                let partial = try PartialBlob.open(content.expected, in: store)
                _ = await partial.claimNow(from: 0)
                for part in [4, 0, 2] { try await partial.bring(part, of: content.bytes) }
                _ = try await partial.write(ByteBuffer(bytes: [1, 2, 3]), at: 1 << 20, after: CRC32())
            }
            #expect(try store.partialBytes(of: content.expected.identity) > .zero)
            let partial = try PartialBlob.open(content.expected, in: store)
            #expect(await partial.bytesHere == 3 << 20)
            let (proof, fetched) = try await partial.complete(from: content.bytes)
            #expect(fetched == [1, 3, 5])
            #expect(proof.hashes.matches(content.expected))
        }
    }

    @Test func `a byte that changed on disk is noticed, and only its part is fetched again`() async throws {
        let content = Announced(parts: 4)
        try await withStore { store in
            do {
                let partial = try PartialBlob.open(content.expected, in: store)
                for part in 0..<5 { try await partial.bring(part, of: content.bytes) }
            }
            try part(content, in: store).flipByte(at: 2 << 20 | 12_345)
            let partial = try PartialBlob.open(content.expected, in: store)
            #expect(await partial.bytesHere == content.expected.size.bytes)
            let (proof, fetched) = try await partial.complete(from: content.bytes)
            #expect(fetched == [2])
            #expect(proof.hashes.matches(content.expected))
        }
    }

    @Test func `a journal whose file is gone is not believed`() async throws {
        let content = Announced(parts: 2)
        try await withStore { store in
            do {
                let partial = try PartialBlob.open(content.expected, in: store)
                for part in 0..<3 { try await partial.bring(part, of: content.bytes) }
            }
            try FileManager.default.removeItem(atPath: part(content, in: store).string)
            let (proof, fetched) = try await PartialBlob.open(content.expected, in: store).complete(from: content.bytes)
            #expect(fetched == [0, 1, 2])
            #expect(proof.hashes.matches(content.expected))
        }
    }

    @Test func `a disk that gives other bytes again and again is an error, not an endless fetch`() async throws {
        let content = Announced(parts: 1)
        try await withStore { store in
            let partial = try PartialBlob.open(content.expected, in: store)
            await #expect(throws: BlobError.self) {
                await partial.begin()
                async let proof = partial.prove()
                while let run = try await partial.claim(limit: 1) {
                    try await partial.arrived(run.lowerBound, crc32: 1)
                }
                _ = try await proof
            }
        }
    }

    @Test(arguments: [false, true])
    func `a whole that is wrong though every part is as it came does not match`(asGit: Bool) async throws {
        let content = Announced(parts: 3, asGit: asGit)
        var wrong = content.bytes
        wrong[1 << 20 | 5] ^= 1
        try await withStore { store in
            let partial = try PartialBlob.open(content.expected, in: store)
            let first = try await partial.complete(from: wrong).proof
            #expect(!first.hashes.matches(content.expected))
            let named = first.hashes.identity(like: content.expected.identity)
            #expect(named != content.expected.identity)
            #expect(named.description.hasPrefix(asGit ? "git:" : "sha256:"))

            try await partial.doubtEverything()
            #expect(await partial.bytesHere == 0)
            let (second, fetched) = try await partial.complete(from: content.bytes)
            #expect(fetched == [0, 1, 2, 3])
            #expect(second.hashes.matches(content.expected))
            #expect(zip(first.partCRCs, second.partCRCs).map { $0 == $1 } == [true, false, true, true])
        }
    }

    @Test func `a file that was proved and not placed is gone on with`() async throws {
        let content = Announced(parts: 2)
        try await withStore { store in
            do {
                let partial = try PartialBlob.open(content.expected, in: store)
                let proof = try await partial.complete(from: content.bytes).proof
                _ = try await partial.staged(proof.hashes, in: store)
            }
            #expect(try Stat(part(content, in: store)).permissions == .blob)
            let partial = try PartialBlob.open(content.expected, in: store)
            #expect(try Stat(part(content, in: store)).permissions == .ownerReadWrite)
            let (proof, fetched) = try await partial.complete(from: content.bytes)
            #expect(fetched.isEmpty)
            #expect(proof.hashes.matches(content.expected))
        }
    }

    @Test func `a link in the place of the file is not followed`() async throws {
        let content = Announced(parts: 2)
        try await withStore { store in
            let victim = try store.root.appending("victim").write([1, 2, 3], permissions: 0o400)
            try FileManager.default.createSymbolicLink(
                atPath: part(content, in: store).string, withDestinationPath: victim.string)
            #expect(throws: BlobError.self) { try PartialBlob.open(content.expected, in: store) }
            #expect(try victim.content == [1, 2, 3])
            #expect(try Stat(victim).permissions == .ownerRead)
        }
    }

    @Test func `what is discarded leaves nothing`() async throws {
        let content = Announced(parts: 2)
        try await withStore { store in
            let partial = try PartialBlob.open(content.expected, in: store)
            try await partial.bring(0, of: content.bytes)
            try await partial.discard()
            #expect(try store.leavings() == [])
            #expect(try store.partialBytes(of: content.expected.identity) == .zero)
            #expect(try store.partialBytes() == .zero)
        }
    }

    @Test func `whoever waits for parts or for the proof ends when it is cancelled`() async throws {
        let content = Announced(parts: 2)
        try await withStore { store in
            let partial = try PartialBlob.open(content.expected, in: store)
            for part in 0..<3 { _ = await partial.claimNow(from: part) }
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await partial.claim(limit: 1) }
                group.addTask { _ = try await partial.prove() }
                group.cancelAll()
                for _ in 0..<2 { await #expect(throws: CancellationError.self) { try await group.next() } }
            }
        }
    }

    @Test func `a blob in the store is known by its facts only when it is what its name says`() async throws {
        try await withStore { store in
            let facts = try await store.keep(patterned(5_000))
            #expect(try await store.provedFacts(of: facts.digest) == facts)
            try store.path(of: facts.digest).flipByte(at: 7)
            #expect(try await store.provedFacts(of: facts.digest) == nil)
            #expect(try await store.provedFacts(of: ContentHasher.hash([9]).facts.digest) == nil)
        }
    }
}
