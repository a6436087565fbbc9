import Domain
import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// Watches over one job: lets it begin when it is confined, measures it, and ends it at a limit.
final class Watch: Sendable {
    private struct State {
        var inmate: Inmate?
        var stopped: SandboxLimit?
        var stoppedAt: ContinuousClock.Instant?
        var began: ContinuousClock.Instant?
        var cpu: Duration?
        var memoryPeak: ByteCount?
    }

    private let limits: SandboxLimits
    private let folder: JobFolder
    private let group: JobGroup?
    private let state = Mutex(State())

    /// Between two looks at a job.
    private static let interval = Duration.milliseconds(20)
    /// For the mounts to be made, on a very busy machine.
    private static let patience = Duration.seconds(20)
    /// For a killed job to be gone; then the whole chain around it is killed.
    private static let lastWait = Duration.seconds(5)

    init(_ limits: SandboxLimits, _ folder: JobFolder, _ group: JobGroup?) {
        self.limits = limits
        self.folder = folder
        self.group = group
    }

    var inmate: Inmate? { state.withLock(\.inmate) }
    var stopped: SandboxLimit? { state.withLock(\.stopped) }
    /// When the command was let go; nil when it never was.
    var began: ContinuousClock.Instant? { state.withLock(\.began) }
    var cpu: Duration? { state.withLock(\.cpu) }
    var memoryPeak: ByteCount? { state.withLock(\.memoryPeak) }

    /// Runs until its task is cancelled, which is done when the job has ended. `killAll` ends the chain around the job.
    func run(killAll: @Sendable () -> Void) async throws {
        do {
            guard let inmate = try await arrival() else { return }
            let faults = inmate.faults()
            guard faults.isEmpty else { throw SandboxError.refused(faults) }
            state.withLock { state in
                state.inmate = inmate
                state.began = .now
            }
            try Task.checkCancellation()  // the chain around it has ended already
            try folder.go()
            while !Task.isCancelled {
                look(at: inmate)
                if let since = state.withLock(\.stoppedAt), since.duration(to: .now) > Self.lastWait { killAll() }
                try await Task.sleep(for: Self.interval)
            }
        } catch is CancellationError {
        } catch {
            killAll()
            throw error
        }
    }

    /// Ends the job, for the first reason given.
    func stop(_ limit: SandboxLimit) {
        let inmate = state.withLock { state in
            if state.stopped == nil {
                state.stopped = limit
                state.stoppedAt = .now
            }
            return state.inmate
        }
        inmate?.kill()
    }

    /// The job, as soon as all its mounts are made; nil when it will never come.
    private func arrival() async throws -> Inmate? {
        let start = ContinuousClock.now
        while !Task.isCancelled {
            if let child = folder.child, let inmate = Inmate(child) { return inmate }
            guard start.duration(to: .now) < Self.patience else {
                throw SandboxError.refused(["bubblewrap was not ready after \(Self.patience)"])
            }
            try await Task.sleep(for: .milliseconds(1))
        }
        return nil
    }

    private func look(at inmate: Inmate) {
        let crowd = Crowd(of: inmate.process)
        let cpu = crowd.cpu
        let memory = group == nil ? crowd.memory(over: limits.memory) : nil
        let wall = state.withLock { state in
            state.cpu = max(state.cpu ?? .zero, cpu)
            if let memory { state.memoryPeak = max(state.memoryPeak ?? .zero, memory) }
            return state.began?.duration(to: .now) ?? .zero
        }
        if wall >= limits.wall { stop(.wall) }
        if cpu >= limits.cpu { stop(.cpu) }
        if inmate.files > limits.files { stop(.files) }
        if let group {
            if group.ranOut { stop(.memory) }
        } else if memory.map({ $0 > limits.memory }) ?? false || Crowd.isMachineFull {
            stop(.memory)
        }
    }
}
