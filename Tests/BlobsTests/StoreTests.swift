import Blobs
import Domain
import SystemPackage
import Testing

@Suite struct `The store` {
    @Test func `a missing home is refused, never made`() async throws {
        try await withScratch { folder in
            let home = folder.appending("home")
            #expect(await problem { _ = try BlobStore.open(at: home) }?.code == .notFound)
            #expect(!home.exists)
            _ = try BlobStore.create(at: home)
            _ = try BlobStore.create(at: home)
            let store = try BlobStore.open(at: home)
            #expect(try store.partial.names == [])
        }
    }

    @Test func `what was kept is read back, once per content and read-only`() async throws {
        try await withStore { store in
            let bytes = patterned(3_000_000)
            let facts = try await store.keep(bytes)
            #expect(try await store.keep(bytes) == facts)
            #expect(try await store.content(of: facts.digest) == bytes)
            #expect(try store.size(of: facts.digest) == ByteCount(bytes.count))
            let path = store.path(of: facts.digest)
            #expect(path.string.hasSuffix("/blobs/sha256/\(facts.digest.hex.prefix(2))/\(facts.digest.hex)"))
            #expect(try Stat(path).permissions == [.ownerRead, .groupRead, .otherRead])
        }
    }

    @Test func `an absent blob is named as missing`() async throws {
        try await withStore { store in
            let digest = ContentHasher.hash([1]).facts.digest
            let found = await problem { _ = try store.open(digest) }
            #expect(found?.code == .notFound)
            #expect(found?.message.contains(digest.hex) == true)
            let freed = try store.remove(digest)
            #expect(freed == .zero)
            #expect(try store.contains(digest) == false)
        }
    }

    @Test func `removing tells what the disk gained, and open readers keep their bytes`() async throws {
        try await withStore { store in
            let bytes = patterned(100_000)
            let digest = try await store.keep(bytes).digest
            let reader = try store.open(digest)
            #expect(try store.remove(digest) >= ByteCount(100_000))
            #expect(try store.contains(digest) == false)
            #expect(try await reader.chunks().collect() == bytes)
        }
    }

    @Test func `listing names blobs in order and reports what is foreign`() async throws {
        try await withStore { store in
            var digests: [Digest] = []
            for seed in 1...20 { digests.append(try await store.keep(patterned(100, seed: UInt64(seed))).digest) }
            let blobs = store.root.appending("blobs").appending("sha256")
            try blobs.appending("README").write([1])
            let folder = store.path(of: digests[0]).removingLastComponent()
            try folder.appending("notes.txt").write([1])
            try folder.appending(String(repeating: "ZZ", count: 32)).write([1])

            var found: [Digest] = []
            var foreign: Set<String> = []
            for entry in store.list() {
                switch entry {
                case .blob(let digest, let size):
                    found.append(digest)
                    #expect(size == ByteCount(100))
                case .foreign(let path): foreign.insert(path.lastComponent?.string ?? "")
                case .unreadable(let path, _): Issue.record("\(path) is readable")
                }
            }
            #expect(found == digests.sorted())
            #expect(foreign == ["README", "notes.txt", String(repeating: "ZZ", count: 32)])
        }
    }

    @Test func `too little space is told with need, have and what is left free`() async throws {
        try await withStore { store in
            try store.requireSpace(ByteCount(1))
            let free = try store.freeSpace()
            let found = await problem { try store.requireSpace(free) }
            #expect(found?.code == .diskFull)
            #expect(found?.message.contains("need \(free)") == true)
            #expect(found?.hint?.contains("500.0 MB") == true)
        }
    }
}
