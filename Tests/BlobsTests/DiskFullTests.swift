import Blobs
import Domain
import Foundation
import Glibc
import SystemPackage
import Testing

@Suite struct `A full disk` {
    @Test func `is told as such while a package is written`() async throws {
        try await withStore { store in
            let facts = try await store.keep(patterned(100_000))
            let path = try #require(RepositoryPath("a.bin"))
            let layout = try PackageLayout(entries: [PackageEntry(path: path, facts: facts)], manifest: [])
            let full = try FileDescriptor.open("/dev/full", .writeOnly)
            let found = await problem {
                try await PackageWriter(store: store).write(layout, to: full, name: "/dev/full")
            }
            try full.close()
            #expect(found?.code == .diskFull)
        }
    }

    /// Needs the right to mount, which tests often do not have.
    @Test func `is told as such while files are staged, and nothing half-written stays`() async throws {
        try await withScratch { folder in
            let mounted = mount("tmpfs", folder.string, "tmpfs", 0, "size=256k") == 0
            guard mounted else { return }
            defer { umount2(folder.string, Int32(MNT_DETACH)) }
            let store = try BlobStore.create(at: folder.appending("home"), reserve: .zero)
            let small = try await store.keep(patterned(10_000)).digest
            #expect(await problem { _ = try await store.stage(bytes: patterned(400_000)) }?.code == .diskFull)
            let file = try FilePath("/tmp/\(UUID().uuidString)").write(patterned(400_000))
            defer { unlink(file.string) }
            #expect(await problem { _ = try await store.adopt(fileAt: file) }?.code == .diskFull)
            #expect(await problem { try store.requireSpace(ByteCount(400_000)) }?.code == .diskFull)
            #expect(try store.leavings() == [])
            #expect(try await store.verify(small) == .ok)
            try await store.keep(patterned(50_000))
        }
    }
}
