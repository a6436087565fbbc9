import Blobs
import Domain
import Foundation
import SystemPackage
import Testing

@Suite struct `Importing a file` {
    @Test func `an ordinary file is not hard-linked unasked`() async throws {
        try await withStore { store in
            let file = try store.root.appending("model.gguf").write(patterned(2_500_000))
            let adopted = try await store.adopt(fileAt: file)
            #expect(adopted.origin != .hardlink)
            #expect(adopted.facts == ContentHasher.hash(patterned(2_500_000)).facts)
            #expect(try await store.verify(adopted.facts.digest) == .ok)
            #expect(try Stat(file).linkCount == 1)
            #expect(try Stat(store.path(of: adopted.facts.digest)).permissions == [.ownerRead, .groupRead, .otherRead])
        }
    }

    @Test func `a read-only file is shared with the store`() async throws {
        try await withStore { store in
            let file = try store.root.appending("model.gguf").write(patterned(100_000), permissions: 0o444)
            let adopted = try await store.adopt(fileAt: file)
            #expect(adopted.origin == .hardlink || adopted.origin == .reflink)
            #expect(try await store.content(of: adopted.facts.digest) == patterned(100_000))
            if adopted.origin == .hardlink { #expect(try store.remove(adopted.facts.digest) == .zero) }
            #expect(file.exists)
        }
    }

    @Test func `a file of a Hugging Face cache is shared with the store through its link`() async throws {
        try await withStore { store in
            let bytes = patterned(100_000)
            let cache = store.root.appending("hub/models--org--name")
            try cache.appending("blobs").makeFolders()
            try cache.appending("snapshots/main").makeFolders()
            let hex = ContentHasher.hash(bytes).facts.digest.hex
            try cache.appending("blobs").appending(hex).write(bytes)
            let link = cache.appending("snapshots/main/model.safetensors")
            try FileManager.default.createSymbolicLink(
                atPath: link.string, withDestinationPath: "../../blobs/\(hex)")
            let adopted = try await store.adopt(fileAt: link, within: cache)
            #expect(adopted.origin == .hardlink || adopted.origin == .reflink)
            #expect(adopted.facts.digest.hex == hex)
        }
    }

    @Test func `a hard link is made when asked for, and keeps the owner's permissions`() async throws {
        try await withStore { store in
            let file = try store.root.appending("a.bin").write([1, 2, 3], permissions: 0o600)
            let adopted = try await store.adopt(fileAt: file, mode: .hardlink)
            #expect(adopted.origin == .hardlink)
            #expect(try Stat(store.path(of: adopted.facts.digest)).inode == Stat(file).inode)
            #expect(try Stat(file).permissions == .ownerReadWrite)
            try await store.commit([try await store.stage(fileAt: file, mode: .hardlink)], replacing: true)
            #expect(try store.leavings() == [])
        }
    }

    @Test func `a later edit of a hard-linked original is noticed`() async throws {
        try await withStore { store in
            let file = try store.root.appending("a.bin").write(patterned(9_000))
            let digest = try await store.adopt(fileAt: file, mode: .hardlink).facts.digest
            try file.flipByte(at: 4_000)
            guard case .damaged(_, ByteCount(9_000)) = try await store.verify(digest) else {
                Issue.record("the edit went unnoticed")
                return
            }
        }
    }

    @Test func `a file others may write to is never hard-linked`() async throws {
        try await withStore { store in
            let file = try store.root.appending("a.bin").write([1], permissions: 0o666)
            let found = await problem { _ = try await store.adopt(fileAt: file, mode: .hardlink) }
            #expect(found?.code == .unsupported)
            #expect(found?.message.contains("others may write") == true)
            let cached = store.root.appending("models--a--b/blobs")
            try cached.makeFolders()
            let hex = ContentHasher.hash([1]).facts.digest.hex
            try cached.appending(hex).write([1], permissions: 0o666)
            #expect(try await store.adopt(fileAt: cached.appending(hex)).origin != .hardlink)
        }
    }

    @Test func `a reflink is made or honestly refused`() async throws {
        try await withStore { store in
            let file = try store.root.appending("a.bin").write(patterned(9_000))
            do {
                #expect(try await store.adopt(fileAt: file, mode: .reflink).origin == .reflink)
            } catch {
                #expect(Problem(error).code == .unsupported)
            }
            #expect(try store.leavings() == [])
        }
    }

    @Test func `an announced identity is checked, by hash and by git's name`() async throws {
        try await withStore { store in
            let file = try store.root.appending("a.json").write(Array("hello\n".utf8))
            let git = try #require(GitObjectID("ce013625030ba8dba906f756967f9e9ca394464a"))
            let right = ExpectedContent(identity: .gitBlob(git), size: ByteCount(6))
            let adopted = try await store.adopt(fileAt: file, expected: right)
            #expect(adopted.gitBlob == git)
            let other = try #require(GitObjectID(String(repeating: "a", count: 40)))
            for wrong in [
                ExpectedContent(identity: .gitBlob(other), size: ByteCount(6)),
                ExpectedContent(identity: .gitBlob(git), size: ByteCount(5)),
            ] {
                for mode in [ImportMode.copy, .hardlink] {
                    let found = await problem {
                        _ = try await store.adopt(fileAt: file, mode: mode, expected: wrong)
                    }
                    #expect(found?.code == .damaged)
                }
            }
            #expect(Array(store.list()).count == 1)
            #expect(try store.leavings() == [])
        }
    }

    @Test func `links, pipes, devices and folders are refused without waiting`() async throws {
        try await withStore { store in
            let file = try store.root.appending("a.bin").write([1])
            let link = store.root.appending("link")
            try FileManager.default.createSymbolicLink(atPath: link.string, withDestinationPath: file.string)
            let pipe = store.root.appending("pipe")
            #expect(mkfifo(pipe.string, 0o600) == 0)
            for path in [link, pipe, "/dev/zero", store.partial] {
                #expect(await problem { _ = try await store.adopt(fileAt: path) }?.code == .badRequest)
            }
            let missing = store.root.appending("nothing")
            #expect(await problem { _ = try await store.adopt(fileAt: missing) }?.code == .notFound)
            #expect(Array(store.list()).isEmpty)
        }
    }

    @Test func `a link that leaves the folder it may not leave is refused`() async throws {
        try await withStore { store in
            let folder = store.root.appending("model")
            try folder.makeFolders()
            let secret = try store.root.appending("secret").write([1])
            for (name, target) in [("up", "../secret"), ("absolute", secret.string), ("device", "/dev/zero")] {
                let link = folder.appending(name)
                try FileManager.default.createSymbolicLink(atPath: link.string, withDestinationPath: target)
                let found = await problem { _ = try await store.adopt(fileAt: link, within: folder) }
                #expect(found?.code == .badRequest)
            }
        }
    }
}
