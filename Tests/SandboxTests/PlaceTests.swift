import Domain
import Glibc
import SystemPackage
import Testing

@testable import Sandbox

@Suite struct `Sandbox places` {
    @Test func `a slot belongs to one at a time, and what a dead one left is cleared`() throws {
        try Scratch.with { folder in
            let place = SandboxPlace(folder.appending("place"))
            let lock = try place.claim(nil)
            #expect(try SlotLock(lock.slot, in: place.folder.appending("locks")) == nil)
            let left = Slot(number: lock.slot.number + 1)
            try Scratch.make(folder: place.folder(of: left))
            try Scratch.write("x", to: place.folder(of: left).appending("filter"))
            try Scratch.make(folder: place.folder(of: lock.slot))
            try place.sweep(nil)
            #expect(SmallFile.names(in: place.folder).sorted() == ["\(lock.slot.number)", "locks"].sorted())
            withExtendedLifetime(lock) {}
        }
    }

    @Test func `what a dead supervisor never let go is ended`() async throws {
        try await Scratch.with { folder in
            let go = folder.appending("go").string
            #expect(mkfifo(go, 0o600) == 0)
            let waiting = ["-c", "exec 7<>\(go); echo up; sleep 600"]
            let result = try await Tool(named: "sh").run(waiting) { (_: String) in
                JobFolder(path: folder).endWaiting()
            }
            #expect(result.exit == .signalled(SIGKILL))
        }
    }

    @Test func `a folder that others may write, or a link, is not ours`() throws {
        try Scratch.with { folder in
            let shared = folder.appending("shared")
            try Scratch.make(folder: shared)
            chmod(shared.string, 0o777)
            #expect(throws: SandboxError.self) { try SandboxPlace(shared).prepare() }
            symlink("/tmp", folder.appending("link").string)
            #expect(throws: SandboxError.self) { try SandboxPlace(folder.appending("link")).prepare() }
        }
    }

    @Test func `root's jobs get users that are mapped, or none`() {
        let slot = Slot(number: 5)
        #expect(slot.user(map: "         0          0 4294967295\n") == 1_900_000_005)
        #expect(slot.user(map: "0 1000 1\n1 100000 65536\n") == 56_005)
        #expect(slot.user(map: "0 1000 1\n") == nil)
        #expect(slot.user(map: "") == nil)
    }

    @Test func `bubblewrap's word about its child is read`() throws {
        try Scratch.with { folder in
            let job = JobFolder(path: folder)
            #expect(job.child == nil)
            try Scratch.write("{\n    \"child-pid\": 29", to: folder.appending("info"))
            #expect(job.child == nil)
            try Scratch.write("{\n    \"child-pid\": 29234,\n \"x\": 1\n}\n", to: folder.appending("info"))
            #expect(job.child == 29234)
        }
    }

    @Test func `output is kept up to its limit, and no byte more`() {
        let keeper = OutputKeeper(limit: 5)
        #expect(keeper.keep([1, 2, 3]) == ([1, 2, 3], false))
        #expect(keeper.keep([4, 5, 6]) == ([4, 5], true))
        #expect(keeper.keep([7]) == ([], true))
        #expect(keeper.text == SandboxText(bytes: [1, 2, 3, 4, 5], isTruncated: true))
    }
}
