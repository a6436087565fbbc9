import Domain
import Jobs
import Testing

@Suite struct `Leases` {
    @Test func `a job is free again when its lease expires, not before`() async throws {
        try await QueueFixture.with { fixture in
            let first = try await fixture.started()
            fixture.clock.advance(seconds: 14)
            #expect(try await fixture.claim("two").isEmpty)
            fixture.clock.advance(seconds: 1)
            let second = try await fixture.claim("two")
            #expect(second.map(\.job.id) == [first.job.id])
            #expect(second.first?.job.attempts == 2)
        }
    }

    @Test func `a sign of life keeps the lease`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            for step in 0..<6 {
                fixture.clock.advance(seconds: 10)
                if step.isMultiple(of: 2) {
                    _ = try await fixture.queue.heartbeat(claimed.lease)
                } else {
                    try await fixture.queue.progress(claimed.lease, JobProgress(completed: Int64(step), total: nil))
                }
                #expect(try await fixture.claim("two").isEmpty)
            }
        }
    }

    @Test(arguments: ["two", "one"] as [JobOwner])
    func `who lost a lease cannot write, even to a job it took again`(_ next: JobOwner) async throws {
        try await QueueFixture.with { fixture in
            let lost = try await fixture.started(owner: "one")
            fixture.clock.advance(seconds: 16)
            let held = try #require(try await fixture.claim(next).first)
            let before = try await fixture.queue.job(held.job.id)
            let queue = fixture.queue
            let writes: [(JobLease) async throws -> Void] = [
                { _ = try await queue.heartbeat($0) },
                { try await queue.progress($0, JobProgress(completed: 9, total: 9)) },
                { try await queue.phase($0, "stale") }, { try await queue.log($0, .info, "stale") },
                { try await queue.complete($0) }, { try await queue.fail($0, Problem(.internal, "stale")) },
                { try await queue.pause($0, Problem(.diskFull, "stale")) }, { try await queue.cancelled($0) },
                { try await queue.release($0) },
            ]
            for write in writes {
                await #expect(throws: JobError.leaseLost(lost.job.id)) { try await write(lost.lease) }
            }
            #expect(try await queue.job(held.job.id) == before)
            #expect(try await queue.complete(held.lease).state == .completed)
        }
    }

    @Test func `the job of a process that died on this host is free at once`() async throws {
        try await QueueFixture.with { fixture in
            let me = JobOwner.current().text.split(separator: ":")
            let dead = JobOwner("\(me[0]):\(me[1]):1")
            let claimed = try await fixture.started(owner: dead)
            #expect(try await fixture.claim(.current()).map(\.job.id) == [claimed.job.id])
            let again = try await fixture.started(owner: dead)
            #expect(try await fixture.queue.claim(again.job.id, owner: .current()).job.attempts == 2)
        }
    }

    @Test func `only a process of this host is known to be dead`() {
        let me = JobOwner.current().text.split(separator: ":")
        #expect(!JobOwner.current().isKnownDead())
        #expect(JobOwner("\(me[0]):\(me[1]):1").isKnownDead())
        #expect(JobOwner("\(me[0]):4194305:\(me[2])").isKnownDead())
        for other in ["elsewhere:\(me[1]):1", "", "one", "\(me[0])", "\(me[0]):x:y", "\(me[0]):-1:1", "a:b:c:d"] {
            #expect(!JobOwner(other).isKnownDead(), "\(other)")
        }
    }

    @Test func `a job that keeps killing its process fails in the end`() async throws {
        try await QueueFixture.with { fixture in
            let job = try await fixture.enqueue()
            for attempt in 1...5 {
                #expect(try await fixture.claim().first?.job.attempts == Int64(attempt))
                fixture.clock.advance(seconds: 16)
            }
            #expect(try await fixture.claim().isEmpty)
            #expect(try await fixture.queue.job(job.id).state == .failed)
            #expect(try await fixture.queue.requeue(job.id).state == .queued)
            #expect(try await fixture.claim().count == 1)
        }
    }

    @Test func `a job whose cancellation was asked for is not begun again`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            try await fixture.queue.cancel(claimed.job.id)
            fixture.clock.advance(seconds: 16)
            #expect(try await fixture.claim("two").isEmpty)
            #expect(try await fixture.queue.job(claimed.job.id).state == .cancelled)
        }
    }

    @Test func `a process that goes leaves its jobs to others at once`() async throws {
        try await QueueFixture.with { fixture in
            let mine = try await [fixture.started(), fixture.started(), fixture.started()]
            let others = try await fixture.started(owner: "two")
            try await fixture.queue.cancel(mine[2].job.id)
            let released = try await fixture.queue.release("one" as JobOwner)
            #expect(released.count == 3)
            #expect(try await fixture.queue.job(others.job.id).state == .running)
            #expect(try await fixture.queue.job(mine[2].job.id).state == .cancelled)
            #expect(try await fixture.claim("three", limit: 9).map(\.job.id) == mine.prefix(2).map(\.job.id))
        }
    }

    @Test func `of many that claim at once each job goes to one`() async throws {
        try await QueueFixture.with { fixture in
            for _ in 0..<60 { _ = try await fixture.enqueue() }
            try await fixture.inAnotherProcess { other in
                let ids = try await withThrowingTaskGroup(of: [JobID].self) { group in
                    for (number, queue) in [fixture.queue, other.queue, fixture.queue, other.queue].enumerated() {
                        group.addTask {
                            var taken: [JobID] = []
                            while true {
                                let claimed = try await queue.claim(
                                    kinds: ["pull"], owner: JobOwner("\(number)"), limit: 1 + number)
                                if claimed.isEmpty { return taken }
                                taken += claimed.map(\.job.id)
                            }
                        }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                #expect(ids.count == 60)
                #expect(Set(ids).count == 60)
            }
        }
    }
}
