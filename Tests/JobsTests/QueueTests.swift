import Domain
import Jobs
import Storage
import Testing

@Suite struct `A queue of jobs` {
    @Test func `the same wish twice is one job while it lives`() async throws {
        try await QueueFixture.with { fixture in
            let first = try await fixture.enqueue(key: "pull org/name")
            #expect(try await fixture.enqueue(key: "pull org/name").id == first.id)
            #expect(try await fixture.enqueue(key: "pull org/other").id != first.id)
            #expect(try await fixture.enqueue().id != fixture.enqueue().id)
            let claimed = try await fixture.queue.claim(first.id, owner: "one")
            #expect(try await fixture.enqueue(key: "pull org/name").id == first.id)
            try await fixture.queue.pause(claimed.lease, Problem(.diskFull, "full"))
            #expect(try await fixture.enqueue(key: "pull org/name").id == first.id)
            try await fixture.queue.complete(fixture.queue.claim(first.id, owner: "one").lease)
            #expect(try await fixture.enqueue(key: "pull org/name").id != first.id)
        }
    }

    @Test func `jobs are claimed by priority, then in order`() async throws {
        try await QueueFixture.with { fixture in
            for subject in ["a", "b", "c"] { _ = try await fixture.enqueue(subject) }
            _ = try await fixture.enqueue("other", kind: "scan")
            _ = try await fixture.queue.enqueue(kind: "pull", subject: "urgent", priority: 5)
            #expect(try await fixture.claim(limit: 2).map(\.job.subject) == ["urgent", "a"])
            #expect(try await fixture.claim().map(\.job.subject) == ["b"])
            #expect(try await fixture.claim(limit: 10).map(\.job.subject) == ["c"])
            #expect(try await fixture.claim().isEmpty)
            #expect(
                try await fixture.queue.claim(kinds: ["scan", "pull"], owner: "one").map(\.job.subject) == ["other"])
        }
    }

    @Test func `a claimed job shows who runs it since when`() async throws {
        try await QueueFixture.with { fixture in
            let queued = try await fixture.enqueue()
            #expect(queued.state == .queued)
            #expect(queued.createdAt == fixture.clock.now)
            fixture.clock.advance(seconds: 3)
            let claimed = try await fixture.queue.claim(queued.id, owner: "one", leaseSeconds: 15)
            let job = try await fixture.queue.job(queued.id)
            #expect(job == claimed.job)
            #expect(job.state == .running)
            #expect(job.owner == "one")
            #expect(job.startedAt == queued.createdAt + 3000)
            #expect(job.leaseExpiresAt == queued.createdAt + 18_000)
            #expect(job.attempts == 1)
        }
    }

    @Test func `the end is kept with its result or its problem`() async throws {
        try await QueueFixture.with { fixture in
            let problem = Problem(.gated, "org/name needs a token", hint: "set HF_TOKEN")
            let failed = try await fixture.queue.fail(fixture.started().lease, problem)
            #expect(failed.state == .failed)
            #expect(failed.problem == problem)
            #expect(failed.finishedAt == fixture.clock.now)
            #expect(failed.owner == nil)
            let completed = try await fixture.queue.complete(fixture.started().lease, result: "{\"version\":1}")
            #expect(completed.state == .completed)
            #expect(completed.result == "{\"version\":1}")
            #expect(completed.problem == nil)
        }
    }

    @Test func `a job that runs or has ended cannot be taken`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            let id = claimed.job.id
            await #expect(throws: JobError.alreadyRunning(id, owner: "one")) {
                try await fixture.queue.claim(id, owner: "two")
            }
            try await fixture.queue.complete(claimed.lease)
            await #expect(throws: JobError.ended(id, .completed)) { try await fixture.queue.claim(id, owner: "two") }
            let nobody = try #require(JobID("000000000000"))
            await #expect(throws: JobError.notFound(nobody)) { try await fixture.queue.claim(nobody, owner: "two") }
        }
    }

    @Test func `a paused job waits until it is resumed`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            let paused = try await fixture.queue.pause(claimed.lease, Problem(.diskFull, "no space for org/name"))
            #expect(paused.state == .paused)
            #expect(paused.problem?.code == .diskFull)
            fixture.clock.advance(seconds: 3600)
            #expect(try await fixture.claim().isEmpty)
            #expect(try await fixture.queue.requeue(paused.id).problem == nil)
            #expect(try await fixture.claim().map(\.job.id) == [paused.id])
        }
    }

    @Test func `cancelling is at once when nobody runs the job, else a request`() async throws {
        try await QueueFixture.with { fixture in
            let queued = try await fixture.enqueue()
            #expect(try await fixture.queue.cancel(queued.id).state == .cancelled)
            #expect(try await fixture.queue.cancel(queued.id).state == .cancelled)
            #expect(try await fixture.claim().isEmpty)

            let running = try await fixture.started()
            #expect(try await fixture.queue.heartbeat(running.lease) == false)
            let asked = try await fixture.queue.cancel(running.job.id)
            #expect(asked.state == .running)
            #expect(asked.cancelRequested)
            #expect(try await fixture.queue.heartbeat(running.lease))
            let cancelled = try await fixture.queue.cancelled(running.lease)
            #expect(cancelled.state == .cancelled)
            #expect(!cancelled.cancelRequested)

            let completed = try await fixture.queue.complete(fixture.started().lease)
            await #expect(throws: JobError.ended(completed.id, .completed)) {
                try await fixture.queue.cancel(completed.id)
            }
        }
    }

    @Test func `an ended job can go again, unless another does the same`() async throws {
        try await QueueFixture.with { fixture in
            let job = try await fixture.enqueue(key: "k")
            try await fixture.queue.fail(
                fixture.queue.claim(job.id, owner: "one").lease, Problem(.unreachable, "no route"))
            let other = try await fixture.enqueue(key: "k")
            await #expect(throws: JobError.duplicate(job.id, of: other.id)) { try await fixture.queue.requeue(job.id) }
            try await fixture.queue.cancel(other.id)
            #expect(try await fixture.queue.requeue(job.id).state == .queued)
            let claimed = try await fixture.queue.claim(job.id, owner: "one")
            await #expect(throws: JobError.notResumable(job.id, .running)) { try await fixture.queue.requeue(job.id) }
            #expect(claimed.job.attempts == 2)
            #expect(claimed.job.finishedAt == nil)
        }
    }

    @Test func `lists are newest first and go on where a page ended`() async throws {
        try await QueueFixture.with { fixture in
            var ids: [JobID] = []
            for number in 0..<7 { ids.append(try await fixture.enqueue("org/\(number % 2)").id) }
            try await fixture.queue.cancel(ids[3])
            let newest = Array(ids.reversed())
            let first = try await fixture.queue.jobs(limit: 3)
            #expect(first.map(\.id) == Array(newest[..<3]))
            #expect(try await fixture.queue.jobs(limit: 3, before: first.last?.id).map(\.id) == Array(newest[3..<6]))
            #expect(try await fixture.queue.jobs(JobFilter(states: [.cancelled])).map(\.id) == [ids[3]])
            #expect(
                try await fixture.queue.jobs(JobFilter(states: [.queued], kind: "pull", subject: "org/1")).map(\.id)
                    == [ids[5], ids[1]])
            #expect(try await fixture.queue.jobs(JobFilter(kind: "scan")).isEmpty)
            #expect(try await fixture.queue.counts() == [.queued: 6, .cancelled: 1])
        }
    }

    @Test func `a job exists exactly if the transaction that asked for it does`() async throws {
        struct Refusal: Error {}
        try await QueueFixture.with { fixture in
            let queue = fixture.queue
            await #expect(throws: Refusal.self) {
                try await fixture.database.write { session in
                    _ = try queue.enqueue(kind: "pull", subject: "org/name", in: session)
                    throw Refusal()
                }
            }
            let jobs = try await queue.jobs()
            #expect(jobs.isEmpty)
        }
    }

    @Test func `jobs that ended long ago are forgotten with their events, others are not`() async throws {
        try await QueueFixture.with { fixture in
            let old = try await fixture.queue.complete(fixture.started().lease)
            let waiting = try await fixture.enqueue()
            fixture.clock.advance(seconds: 3600)
            let recent = try await fixture.queue.complete(fixture.started().lease)
            #expect(try await fixture.queue.prune(endedBefore: fixture.clock.now - 1000) == 1)
            #expect(try await Set(fixture.queue.jobs().map(\.id)) == [waiting.id, recent.id])
            await #expect(throws: JobError.notFound(old.id)) { try await fixture.queue.events(of: old.id) }
            let left = try await fixture.database.read {
                try $0.first("SELECT COUNT(*) AS n FROM job_events")?.integer("n")
            }
            #expect(left == 4)
        }
    }
}
