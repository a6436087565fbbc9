import Domain
import Jobs
import Server
import UnixSignals
import Wire

extension JobView {
    /// Runs a job in this process if nobody else does, shows its progress, and waits for its end.
    ///
    /// Ctrl-C pauses it: what came is kept, and asking again goes on.
    ///
    /// - Returns: the job's result. Throws its problem when it failed.
    static func follow(_ id: JobID, in house: House, quiet: Bool) async throws -> String? {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await house.runner.run(id) }
            group.addTask {
                for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                    _ = signal
                    throw Problem(.cancelled, "interrupted; what came is kept", hint: "ask again to go on")
                }
            }
            defer { group.cancelAll() }
            try await watch(id, in: house, quiet: quiet)
        }
        return try await outcome(of: id, in: house)
    }

    /// Shows a job's events until it has ended.
    static func watch(_ id: JobID, in house: House, quiet: Bool) async throws {
        let bar = ProgressBar(isShown: !quiet)
        defer { bar.end() }
        var meter = RateMeter()
        for try await event in house.queue.watch(id, after: 0) {
            switch event.content {
            case .phase(let phase): meter.phase = phase
            case .progress(let progress):
                let (done, total) = (progress.completed, progress.total ?? 0)
                bar.show(meter.phase, completed: done, total: total, detail: meter.detail(done, total))
            case .log(_, let text) where !quiet:
                bar.end()
                Terminal.complain(Terminal.safe(text))
            default: break
            }
        }
    }

    private static func outcome(of id: JobID, in house: House) async throws -> String? {
        let job = try await house.queue.job(id)
        switch job.state {
        case .completed: return job.result
        case .cancelled: throw Problem(.cancelled, "job \(id) was cancelled")
        default:
            let reason = job.problem ?? Problem(.internal, "job \(id) ended as \(job.state) without a reason")
            throw job.state == .paused
                ? Problem(
                    reason.code, reason.message,
                    hint: [reason.hint, "then ask again: it goes on where it stopped"].compactMap(\.self).joined(
                        separator: "; "))
                : reason
        }
    }
}

/// Turns bytes and time into a rate and a time left.
private struct RateMeter {
    var phase = ""
    private var first: (at: ContinuousClock.Instant, bytes: Int64)?

    mutating func detail(_ completed: Int64, _ total: Int64) -> String {
        let now = ContinuousClock.now
        let done = "\(ByteCount(completed)) of \(ByteCount(total))"
        guard let first else {
            self.first = (now, completed)
            return done
        }
        let seconds = (now - first.at) / .seconds(1)
        guard seconds > 0.5, completed > first.bytes else { return done }
        let rate = Double(completed - first.bytes) / seconds
        let left = Int(Double(total - completed) / rate)
        return
            "\(done) \(ByteCount(Int64(rate)))/s \(left > 3600 ? "\(left / 3600) h" : left > 60 ? "\(left / 60) min" : "\(left) s") left"
    }
}
