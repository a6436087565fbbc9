import Blobs
import Domain
import SystemPackage
import Testing

@Suite struct `Placing blobs` {
    @Test(arguments: [1, 7, 8, 60])
    func `all staged files are placed and nothing is left over`(count: Int) async throws {
        try await withStore { store in
            var staged: [StagedBlob] = []
            for seed in 1...count { staged.append(try await store.stage(bytes: patterned(5_000, seed: UInt64(seed)))) }
            #expect(Array(store.list()).isEmpty)
            try await store.commit(staged)
            #expect(Array(store.list()).count == count)
            for blob in staged { #expect(try await store.verify(blob.facts.digest) == .ok) }
            #expect(try store.leavings() == [])
        }
    }

    @Test func `the same content staged twice, and committed twice, is one blob`() async throws {
        try await withStore { store in
            let staged = [try await store.stage(bytes: [1, 2, 3]), try await store.stage(bytes: [1, 2, 3])]
            try await store.commit(staged)
            try await store.commit(staged)
            #expect(Array(store.list()).count == 1)
            #expect(try store.partial.names.count == 1)
        }
    }

    @Test func `a blob that is there already stays the file it was`() async throws {
        try await withStore { store in
            let path = store.path(of: try await store.keep([7]).digest)
            let before = try Stat(path).inode
            try await store.keep([7])
            #expect(try Stat(path).inode == before)
        }
    }

    @Test func `a damaged blob is healed when that is asked for, a shortened one always`() async throws {
        try await withStore { store in
            let bytes = patterned(10_000)
            let digest = try await store.keep(bytes).digest
            try store.path(of: digest).flipByte(at: 5_000)
            try await store.keep(bytes)
            #expect(try await store.verify(digest) != .ok)
            try await store.commit([try await store.stage(bytes: bytes)], replacing: true)
            #expect(try await store.verify(digest) == .ok)

            try store.remove(digest)
            try store.path(of: digest).write(Array(bytes.prefix(9)))
            try await store.keep(bytes)
            #expect(try await store.verify(digest) == .ok)
        }
    }

    @Test func `bytes that were not announced are refused and leave nothing behind`() async throws {
        try await withStore { store in
            let other = ContentHasher.hash([9]).facts.digest
            let expected = ExpectedContent(identity: .sha256(other), size: ByteCount(3))
            let found = await problem {
                _ = try await store.stage(bytes: [1, 2, 3], expected: expected, name: "a.json")
            }
            #expect(found?.code == .damaged)
            #expect(found?.message.contains("`a.json`") == true)
            let left = try store.partial.names
            #expect(left == [])
        }
    }

    @Test func `a finished download is taken over without being copied`() async throws {
        try await withStore { store in
            let bytes = patterned(50_000)
            let hashes = ContentHasher.hash(bytes)
            let content = ContentIdentity.sha256(hashes.facts.digest)
            let path = try store.partialPath(of: content, suffix: "part").write(bytes)
            let inode = try Stat(path).inode
            try await store.commit([try store.stage(verifiedFileAt: path, hashes: hashes)])
            #expect(try Stat(store.path(of: hashes.facts.digest)).inode == inode)
            #expect(!path.exists)
        }
    }

    @Test func `a finished download of another length is refused`() async throws {
        try await withStore { store in
            let hashes = ContentHasher.hash(patterned(50))
            let path = try store.partialPath(of: .sha256(hashes.facts.digest), suffix: "part").write(patterned(49))
            #expect(await problem { _ = try store.stage(verifiedFileAt: path, hashes: hashes) }?.code == .damaged)
            #expect(try store.contains(hashes.facts.digest) == false)
        }
    }

    @Test func `stores of two processes may place the same blob at once`() async throws {
        try await withStore { store in
            let other = try BlobStore.open(at: store.root)
            let bytes = patterned(200_000)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for store in [store, other, store, other] { group.addTask { try await store.keep(bytes) } }
                try await group.waitForAll()
            }
            let digest = ContentHasher.hash(bytes).facts.digest
            #expect(try await store.verify(digest) == .ok)
            #expect(try store.leavings() == [])
        }
    }

    @Test func `a staged file can be looked into before it is placed`() async throws {
        try await withStore { store in
            let staged = try await store.stage(bytes: [1, 2, 3])
            #expect(try await store.open(staged).chunks().collect() == [1, 2, 3])
            #expect(try store.contains(staged.facts.digest) == false)
        }
    }

    @Test func `staged files that are discarded are gone`() async throws {
        try await withStore { store in
            let staged = try await store.stage(bytes: [1])
            try store.discard([staged])
            try store.discard([staged])
            #expect(await problem { try await store.commit([staged]) }?.code == .notFound)
        }
    }
}
