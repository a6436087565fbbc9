import Domain
import Jobs
import Server
import UnixSignals
import Wire

extension JobView {
    /// Runs a job in this process unless another one does, shows how it goes, and waits for its end.
    ///
    /// Ctrl-C leaves it: what came is kept, and asking again goes on.
    ///
    /// - Returns: the job's result. Throws its problem when it failed or was paused.
    static func follow(_ job: Job, in house: House, quiet: Bool) async throws -> String? {
        let id = job.id
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await see(id, through: house)
                return true
            }
            group.addTask {
                try await watch(id, after: job.lastSequence, in: house, quiet: quiet)
                return false
            }
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                    throw Problem(.cancelled, "interrupted; what came is kept", hint: "ask again to go on")
                }
                return false
            }
            defer { group.cancelAll() }
            while let isOver = try await group.next(), !isOver {}
        }
        return try await outcome(of: id, in: house)
    }

    /// Does the job here, or waits while another process does it, and takes over should that one die.
    static func see(_ id: JobID, through house: House) async throws {
        while true {
            do {
                _ = try await house.runner.run(id)
                return
            } catch JobError.alreadyRunning, JobError.leaseLost {
                try await Task.sleep(for: .milliseconds(500))
            } catch JobError.ended {
                return
            }
            let state = try await house.queue.job(id).state
            if state.isEnded || state == .paused { return }
        }
    }

    /// Shows a job's events until it has ended or is paused.
    static func watch(_ id: JobID, after: Int64, in house: House, quiet: Bool) async throws {
        let bar = ProgressBar(isShown: !quiet)
        defer { bar.end() }
        var meter = RateMeter()
        for try await event in house.queue.watch(id, after: after) {
            switch event.content {
            case .phase(let phase): meter.phase = phase
            case .progress(let progress):
                let (done, total) = (progress.completed, progress.total ?? 0)
                bar.show(meter.phase, completed: done, total: total, detail: meter.detail(done, total))
            case .log(_, let text) where !quiet:
                bar.end()
                Terminal.complain(Terminal.safe(text))
            case .state(.paused, _):
                if try await isPaused(id, since: event, in: house) { return }
            default: break
            }
        }
    }

    /// Whether the job still rests where this event left it, and was not gone on with since.
    static func isPaused(_ id: JobID, since event: JobEvent, in house: House) async throws -> Bool {
        let job = try await house.queue.job(id)
        return job.state == .paused && job.lastSequence == event.sequence
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
