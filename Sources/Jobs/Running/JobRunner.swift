package import Domain
import Logging

/// Does jobs with the handlers it was given.
package struct JobRunner: Sendable {
    /// How long a job stays taken after the last sign of life of its runner.
    static let leaseSeconds: Int64 = 15
    /// Between two looks for jobs that other processes queued.
    static let interval = Duration.seconds(1)

    let queue: JobQueue
    private let handlers: [JobKind: any JobHandler]
    private let owner: JobOwner

    /// Of two handlers of one kind the last counts.
    package init(queue: JobQueue, handlers: [any JobHandler], owner: JobOwner = .current()) {
        self.queue = queue
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { $1 }
        self.owner = owner
    }

    /// Does this one job here and now, and gives it back as it stands afterwards: ended, paused, or queued again when
    /// the task was cancelled.
    ///
    /// Throws when the job cannot be taken, and `JobError.leaseLost` when another runner took it over.
    package func run(_ id: JobID) async throws -> Job {
        let job = try await queue.job(id)
        guard let handler = handlers[job.kind] else { throw JobError.noHandler(id, job.kind) }
        return try await run(queue.claim(id, owner: owner, leaseSeconds: Self.leaseSeconds), handler)
    }

    /// Does whatever is queued, at most so many at once, until the task is cancelled; what is not done then is queued
    /// again.
    package func runForever(maxConcurrent: Int) async {
        await withTaskGroup(of: Wake.self) { group in
            var running = 0
            var isWaiting = false
            var looked = queue.clock.now()
            while !Task.isCancelled {
                if !isWaiting {
                    // Taken before the claim, so that a job queued meanwhile is noticed.
                    let ticket = queue.signals.ticket(for: .arrival)
                    isWaiting = true
                    group.addTask { await wait(ticket) }
                }
                // When a machine wakes from sleep, the leases of this very process have run out until their keepers
                // renew them; they get one round for that.
                let hasSlept = queue.clock.now() - looked > Self.leaseSeconds * 500
                looked = queue.clock.now()
                for claimed in await claim(hasSlept ? 0 : max(1, maxConcurrent) - running) {
                    running += 1
                    group.addTask { await runLogging(claimed) }
                }
                switch await group.next() {
                case .look: isWaiting = false
                case .freed: running -= 1
                case nil: return
                }
            }
            await group.waitForAll()
        }
    }

    /// Why the loop goes round again: there may be new jobs, or there is room for one more.
    private enum Wake { case look, freed }

    private func wait(_ ticket: JobSignals.Ticket) async -> Wake {
        defer { ticket.giveBack() }
        _ = await ticket.wait(atMost: Self.interval, by: queue.clock)
        return .look
    }

    private func claim(_ limit: Int) async -> [ClaimedJob] {
        do {
            return try await queue.claim(
                kinds: Set(handlers.keys), owner: owner, leaseSeconds: Self.leaseSeconds, limit: limit)
        } catch {
            Logger.current.error("cannot look for jobs", metadata: ["error": "\(error)"])
            return []
        }
    }

    private func runLogging(_ claimed: ClaimedJob) async -> Wake {
        do {
            guard let handler = handlers[claimed.job.kind] else {
                throw JobError.noHandler(claimed.job.id, claimed.job.kind)
            }
            let job = try await run(claimed, handler)
            Logger.current.debug("job left", metadata: ["job.id": "\(job.id)", "job.state": "\(job.state)"])
        } catch {
            Logger.current.error("job lost", metadata: ["job.id": "\(claimed.job.id)", "error": "\(error)"])
        }
        return .freed
    }
}
