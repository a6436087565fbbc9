import Blobs
import Domain
import SystemPackage
import Testing

@Suite struct `Leavings of a crash` {
    @Test func `old files of dead processes go, blobs are not touched`() async throws {
        try await withStore { store in
            let kept = try await store.keep([1]).digest
            let old = [
                "stage-00000000deadbeef.1", "stage-00000000deadbeef.lock", "sha256-ab.part", "sha256-ab.journal",
            ]
            for name in old { try store.partial.appending(name).write(patterned(5_000)).age(by: 7_200) }
            try store.partial.appending("sha256-cd.part").write([1])
            let cleaned = try store.cleanPartial(olderThan: .seconds(3_600))
            #expect(cleaned.files == 4)
            #expect(cleaned.bytes >= ByteCount(15_000))
            #expect(try store.leavings() == ["sha256-cd.part"])
            #expect(try await store.verify(kept) == .ok)
        }
    }

    @Test func `a group with one young file stays whole`() async throws {
        try await withStore { store in
            try store.partial.appending("sha256-ab.part").write([1]).age(by: 7_200)
            try store.partial.appending("sha256-ab.journal").write([1])
            #expect(try store.cleanPartial(olderThan: .seconds(3_600)).files == 0)
            #expect(try store.partial.names.count == 2)
        }
    }

    @Test func `what a living process staged stays, however old`() async throws {
        try await withStore { store in
            let staged = try await store.stage(bytes: [1, 2])
            for name in try store.partial.names { try store.partial.appending(name).age(by: 7_200) }
            #expect(try BlobStore.open(at: store.root).cleanPartial(olderThan: .seconds(3_600)).files == 0)
            try await store.commit([staged])
            #expect(try store.contains(staged.facts.digest))
        }
    }

    @Test func `what is being fetched stays`() async throws {
        try await withStore { store in
            let content = ContentIdentity.sha256(ContentHasher.hash([3]).facts.digest)
            let part = try store.partialPath(of: content, suffix: "part").write([3])
            let lock = try await store.lock(content)
            for name in try store.partial.names { try store.partial.appending(name).age(by: 7_200) }
            #expect(try store.cleanPartial(olderThan: .seconds(3_600)).files == 0)
            #expect(part.exists)
            withExtendedLifetime(lock) {}
        }
    }

    @Test func `folders and links in it are left alone`() async throws {
        try await withStore { store in
            try store.partial.appending("folder").makeFolders()
            try store.partial.appending("folder").age(by: 7_200)
            #expect(try store.cleanPartial(olderThan: .zero).files == 0)
            #expect(try store.partial.names == ["folder"])
        }
    }
}
