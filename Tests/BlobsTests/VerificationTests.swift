import Blobs
import Domain
import SystemPackage
import Testing

@Suite struct `Verifying` {
    @Test func `one changed byte is named with what is there instead`() async throws {
        try await withStore { store in
            let bytes = patterned(2_500_000)
            let digest = try await store.keep(bytes).digest
            #expect(try await store.verify(digest) == .ok)
            try store.path(of: digest).flipByte(at: 1_234_567)
            var changed = bytes
            changed[1_234_567] ^= 0x40
            let found = ContentHasher.hash(changed).facts
            #expect(try await store.verify(digest) == .damaged(found: found.digest, size: found.size))
        }
    }

    @Test func `a shortened blob is damaged, an absent one missing, a folder in its place unreadable`() async throws {
        try await withStore { store in
            let digest = try await store.keep(patterned(5_000)).digest
            try store.remove(digest)
            #expect(try await store.verify(digest) == .missing)
            try store.path(of: digest).write(Array(patterned(5_000).prefix(10)))
            let found = ContentHasher.hash(Array(patterned(5_000).prefix(10))).facts
            #expect(try await store.verify(digest) == .damaged(found: found.digest, size: ByteCount(10)))
            try store.remove(digest)
            try store.path(of: digest).makeFolders()
            guard case .unreadable = try await store.verify(digest) else {
                Issue.record("a folder is no blob")
                return
            }
        }
    }

    @Test func `all blobs are checked, with progress, and what is foreign is told`() async throws {
        try await withStore { store in
            var digests: [Digest] = []
            for seed in 1...9 { digests.append(try await store.keep(patterned(20_000, seed: UInt64(seed))).digest) }
            try store.path(of: digests[4]).flipByte(at: 0)
            let stray = try store.root.appending("blobs/sha256/stray").write([1])
            let events = try await store.verifyAll { events in await events.reduce(into: []) { $0.append($1) } }

            #expect(events.first == .found(blobs: 9, size: ByteCount(180_000)))
            #expect(events.contains(.foreign(stray)))
            var checked: [Digest: BlobCheck] = [:]
            var bytesRead = ByteCount.zero
            for event in events {
                if case .checked(let digest, let check) = event { checked[digest] = check }
                if case .reading(_, let done) = event { bytesRead += done }
            }
            #expect(checked.count == 9)
            #expect(checked.filter { $0.value != .ok }.map(\.key) == [digests[4]])
            #expect(bytesRead == ByteCount(180_000))
        }
    }

    @Test func `who stops looking stops the reading`() async throws {
        try await withStore { store in
            for seed in 1...9 { try await store.keep(patterned(1_000, seed: UInt64(seed))) }
            let first = try await store.verifyAll { events in await events.first { _ in true } }
            #expect(first == .found(blobs: 9, size: ByteCount(9_000)))
        }
    }

    @Test func `a checksum that was never noted is computed from the bytes`() async throws {
        try await withStore { store in
            let facts = try await store.keep(patterned(3_000_000))
            #expect(try await store.crc32(of: facts.digest) == facts.crc32)
        }
    }
}
