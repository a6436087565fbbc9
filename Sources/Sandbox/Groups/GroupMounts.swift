package import SystemPackage

/// Where the kernel shows its control groups, and which are ours: from `/proc/self/mountinfo` and `/proc/self/cgroup`.
package struct GroupMounts: Hashable, Sendable {
    private struct Mount: Hashable {
        let root: String
        let point: FilePath
        /// `cgroup2`, or the controllers of a v1 hierarchy.
        let kinds: Set<Substring>
    }

    private var mounts: [Mount] = []
    /// Our group by controller; that of v2 under the empty name.
    private var own: [Substring: String] = [:]

    /// Reads both files of this process.
    package static func here() -> GroupMounts {
        GroupMounts(
            mountInfo: SmallFile.read("/proc/self/mountinfo") ?? "", groups: SmallFile.read("/proc/self/cgroup") ?? "")
    }

    /// Parses them as described in proc(5) and cgroups(7).
    package init(mountInfo: String, groups: String) {
        for line in mountInfo.split(separator: "\n") {
            let halves = line.split(separator: " - ", maxSplits: 1)
            guard halves.count == 2 else { continue }
            let left = halves[0].split(separator: " ")
            let right = halves[1].split(separator: " ")
            guard left.count > 5, right.count > 2, right[0] == "cgroup" || right[0] == "cgroup2" else { continue }
            let kinds: Set<Substring> = right[0] == "cgroup2" ? ["cgroup2"] : Set(right[2].split(separator: ","))
            mounts.append(Mount(root: String(left[3]), point: FilePath(String(left[4])), kinds: kinds))
        }
        for line in groups.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            for controller in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
                own[controller] = String(parts[2])
            }
        }
    }

    /// Groups of a v1 controller to make ours in: the one we are in, then the topmost; nil when it is not mounted.
    package func one(_ controller: Substring) -> [FilePath]? {
        mounts.first { $0.kinds.contains(controller) }.map { mount in
            [folder(of: own[controller], in: mount), mount.point].compactMap { $0 }
        }
    }

    /// Groups of v2 to make ours in: beside the one we are in, since one with processes cannot be divided, then in it, then
    /// the topmost.
    package func two() -> [FilePath]? {
        mounts.first { $0.kinds == ["cgroup2"] }.map { mount in
            let mine = folder(of: own[""], in: mount)
            let beside = mine.flatMap { $0 == mount.point ? nil : $0.removingLastComponent() }
            return [beside, mine, mount.point].compactMap { $0 }
        }
    }

    /// In a container the mount shows only a part of the groups, and ours may lie outside.
    private func folder(of group: String?, in mount: Mount) -> FilePath? {
        guard var group, !group.contains("..") else { return nil }
        if mount.root != "/" {
            guard group.hasPrefix(mount.root) else { return nil }
            group.removeFirst(mount.root.count)
        }
        return mount.point.pushing(FilePath(group).removingRoot())
    }
}
