package import Logging
import Domain
import Glibc
import SystemPackage

/// Confines code with bubblewrap: namespaces, a system call filter, control groups, limits, and a supervisor. The same policy
/// whether Roost is root or not; docs/sandbox.md has it in full. What cannot be confined is not run.
package struct Bubblewrap: SandboxRunning {
    let place: SandboxPlace
    let logger: Logger

    /// The oldest that knows `--disable-userns`; an older one refuses that word, and with it the run.
    static let oldest = BubblewrapVersion(major: 0, minor: 8)

    package init(place: SandboxPlace, logger: Logger) {
        self.place = place
        self.logger = logger
    }

    package func run(
        _ request: SandboxRequest, onOutput: @escaping @Sendable (SandboxChunk) async -> Void
    ) async throws -> SandboxOutcome {
        try request.check()
        guard let processor = Processor.current else {
            throw SandboxError.refused(["there is no system call filter for this processor"])
        }
        let programs = try Self.programs()
        if let outputFolder = request.outputFolder { try OutFolder.prepare(outputFolder) }
        let groups = try Self.groups()
        let lock = try place.claim(groups)
        defer { withExtendedLifetime(lock) { place.clear(lock.slot, groups) } }

        let group = groups.map { JobGroup($0, slot: lock.slot) }
        try group?.make(memory: request.limits.memory, processes: request.limits.processes)
        let folder = JobFolder(path: place.folder(of: lock.slot))
        let confinement = Confinement(
            request: request, programs: programs, folder: folder.path, user: try Self.user(of: lock.slot),
            doors: group?.doors ?? [])
        try folder.prepare(confinement, filter: SyscallFilter(for: processor))
        logger.debug("sandbox begins", metadata: ["sandbox.slot": "\(lock.slot.number)"])
        let custody = Custody(confinement: confinement, folder: folder, group: group)
        let outcome = try await custody.run(onOutput)
        logger.debug("sandbox ended", metadata: ["sandbox.exit": "\(outcome.exit)"])
        return outcome
    }

    /// Root inside a user namespace is still root to much of the kernel, so root's jobs get users of their own; nil when Roost
    /// is not root.
    private static func user(of slot: Slot) throws(SandboxError) -> UInt32? {
        guard getuid() == 0 else { return nil }
        guard let user = slot.user(map: SmallFile.read("/proc/self/uid_map") ?? "") else {
            throw .refused(["Roost is root, and there are no users here for its jobs"])
        }
        return user
    }

    static func programs() throws(SandboxError) -> SandboxPrograms {
        do {
            return try SandboxPrograms()
        } catch {
            throw .refused([error.problem.message])
        }
    }

    /// Where control groups can be made; nil when memory is counted by looking. Throws when that is impossible too.
    static func groups() throws(SandboxError) -> ControlGroups? {
        switch ControlGroups.find(in: .here()) {
        case .success(let groups): return groups
        case .failure(let missing):
            guard Crowd.isPossible else {
                throw .refused([missing.reason, "`/proc` does not show the children of a process"])
            }
            return nil
        }
    }
}

/// As `bwrap --version` prints it: `bubblewrap 0.8.0`.
struct BubblewrapVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    let major: Int
    let minor: Int

    init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    init?(_ text: String) {
        guard let match = text.firstMatch(of: /bubblewrap ([0-9]{1,6})\.([0-9]{1,6})/), let major = Int(match.output.1),
            let minor = Int(match.output.2)
        else { return nil }
        self.init(major: major, minor: minor)
    }

    var description: String { "\(major).\(minor)" }

    static func < (left: Self, right: Self) -> Bool { (left.major, left.minor) < (right.major, right.minor) }
}
