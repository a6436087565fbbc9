package import SystemPackage

/// Where control groups for jobs can be made: the only thing that bounds several processes together, at once and exactly.
package struct ControlGroups: Hashable, Sendable {
    package enum Version: Hashable, Sendable {
        /// Folders of the hierarchies; the one that measures processor time may be missing.
        case one(memory: FilePath, processes: FilePath, time: FilePath?)
        case two(FilePath)
    }

    package let version: Version

    /// The folder of ours in each hierarchy. An operator without root makes it, and gives it to the user of Roost.
    static let name: FilePath.Component = "roost-sandbox"

    /// Looks for a place; nil, with the reason, when there is none.
    package static func find(in mounts: GroupMounts) -> Result<ControlGroups, Missing> {
        if let memory = mounts.one("memory"), let processes = mounts.one("pids") {
            if let memory = usable(memory, needs: "memory.limit_in_bytes"),
                let processes = usable(processes, needs: "cgroup.procs")
            {
                let time = mounts.one("cpuacct").flatMap { usable($0, needs: "cpuacct.usage") }
                return .success(ControlGroups(version: .one(memory: memory, processes: processes, time: time)))
            }
            return .failure(.init(reason: "the groups `memory` and `pids` (cgroup v1) are not ours to divide"))
        }
        guard let two = mounts.two() else {
            return .failure(.init(reason: "no control groups for memory and processes are mounted"))
        }
        for parent in two {
            guard delegates(parent), let folder = made(parent) else { continue }
            if delegates(folder) { return .success(ControlGroups(version: .two(folder))) }
        }
        return .failure(.init(reason: "no group of cgroup v2 with memory and pids is ours to divide"))
    }

    package struct Missing: Error, Hashable { package let reason: String }

    /// The folders that jobs' own are in.
    var folders: Set<FilePath> {
        switch version {
        case .one(let memory, let processes, let time): Set([memory, processes] + (time.map { [$0] } ?? []))
        case .two(let folder): [folder]
        }
    }

    /// The folder of ours below one of these, if jobs can be put there.
    private static func usable(_ parents: [FilePath], needs file: String) -> FilePath? {
        parents.lazy.compactMap(made).first { folder in
            SmallFile.isWritable(folder) && SmallFile.read(folder.appending(file)) != nil
        }
    }

    /// Ours below this one, made if it can be.
    private static func made(_ parent: FilePath) -> FilePath? {
        let folder = parent.appending(name)
        return SmallFile.makeFolder(folder, 0o755) && SmallFile.isWritable(folder) ? folder : nil
    }

    /// Whether the children of this group have their own memory and pids, as asked just now.
    private static func delegates(_ group: FilePath) -> Bool {
        let wanted: Set<Substring> = ["memory", "pids"]
        func has(_ file: String) -> Bool {
            let names = SmallFile.read(group.appending(file))?.split(whereSeparator: \.isWhitespace) ?? []
            return wanted.isSubset(of: names)
        }
        guard has("cgroup.controllers") else { return false }
        // Refused where we are not the owner, or where the group has processes of its own.
        return has("cgroup.subtree_control")
            || (SmallFile.write("+memory +pids", to: group.appending("cgroup.subtree_control"))
                && has("cgroup.subtree_control"))
    }
}
