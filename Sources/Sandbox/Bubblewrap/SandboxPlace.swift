import Glibc
package import SystemPackage

/// The folder that Roost's sandboxes keep their own small files in while they run: root's below `/run`, else one of the
/// user's own. Nothing of the sandboxed code is ever stored there.
package struct SandboxPlace: Hashable, Sendable {
    package let folder: FilePath

    package init(_ folder: FilePath) { self.folder = folder }

    /// The usual place for whoever runs this program.
    package static func standard(environment: [String: String]) -> SandboxPlace {
        let user = getuid()
        if user == 0 { return SandboxPlace("/run/roost-sandbox") }
        if let runtime = environment["XDG_RUNTIME_DIR"], FilePath(runtime).isAbsolute,
            access(runtime, W_OK | X_OK) == 0
        {
            return SandboxPlace(FilePath(runtime).appending("roost-sandbox"))
        }
        return SandboxPlace(FilePath("/tmp/roost-sandbox-\(user)"))
    }

    private var locks: FilePath { folder.appending("locks") }
    func folder(of slot: Slot) -> FilePath { folder.appending(slot.name) }

    /// Makes the folders. In `/tmp` somebody else could have made them first: they must be ours, and no link.
    func prepare() throws {
        // Others may pass through root's, for jobs have users of their own; they may not list or write.
        for (path, mode) in [(folder, getuid() == 0 ? 0o711 : 0o700), (locks, 0o700)] as [(FilePath, mode_t)] {
            if mkdir(path.string, mode) != 0, errno != EEXIST {
                throw SandboxError.system(path, action: "make", Errno(rawValue: errno))
            }
            var status = stat()
            guard lstat(path.string, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == getuid(),
                status.st_mode & 0o022 == 0
            else { throw SandboxError.refused(["`\(path)` is not a folder of ours alone"]) }
        }
    }

    /// Takes a free slot, and clears what a dead supervisor left in it.
    func claim(_ groups: ControlGroups?) throws -> SlotLock {
        try prepare()
        let first = Int.random(in: 0..<Slot.count)
        for offset in 0..<Slot.count {
            guard let lock = try SlotLock(Slot(number: first + offset), in: locks) else { continue }
            clearDead(lock.slot, groups)
            return lock
        }
        throw SandboxError.noPlace
    }

    /// Removes what dead supervisors left behind: their jobs died with them, their folders and groups did not.
    package func sweep(_ groups: ControlGroups?) throws {
        try prepare()
        var left = Set(SmallFile.names(in: folder).compactMap { Slot($0) })
        for folder in groups?.folders ?? [] { left.formUnion(SmallFile.names(in: folder).compactMap { Slot($0) }) }
        for slot in left {
            guard let lock = try SlotLock(slot, in: locks) else { continue }
            clearDead(lock.slot, groups)
        }
    }

    private func clearDead(_ slot: Slot, _ groups: ControlGroups?) {
        JobFolder(path: folder(of: slot)).endWaiting()
        clear(slot, groups)
    }

    /// What is in the folder of a job we made ourselves: files, and empty folders that were mounted on elsewhere.
    func clear(_ slot: Slot, _ groups: ControlGroups?) {
        if let groups { JobGroup(groups, slot: slot).remove() }
        let path = folder(of: slot)
        for name in SmallFile.names(in: path) {
            let entry = path.appending(name)
            if unlink(entry.string) != 0 { rmdir(entry.string) }
        }
        rmdir(path.string)
    }
}
