import Domain
import Jobs
import Testing

@Suite struct `The story of a job` {
    @Test func `has its stages and the newest lines of its log`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            try await fixture.queue.phase(claimed.lease, "fetching")
            for line in 0..<40 { try await fixture.queue.log(claimed.lease, .info, "\(line)") }
            try await fixture.queue.complete(claimed.lease)
            let story = try await fixture.queue.story(of: claimed.job.id, lines: 10)
            #expect(
                story.stages.map(\.content) == [
                    .state(.queued, nil), .state(.running, nil), .phase("fetching"), .state(.completed, nil),
                ])
            #expect(story.log.map(\.content) == (30..<40).map { .log(.info, "\($0)") })
            #expect(story.isLogCut && story.job.state == .completed)
        }
    }

    @Test func `who asked is kept, however often it goes again`() async throws {
        try await QueueFixture.with { fixture in
            let queue = fixture.queue
            let job = try await queue.enqueue(kind: "pull", subject: "org/name", askedBy: "ann")
            try await queue.cancel(job.id)
            #expect(try await queue.requeue(job.id).askedBy == "ann")
        }
    }

    @Test func `what is still to come is counted of live jobs alone`() async throws {
        try await QueueFixture.with { fixture in
            let queue = fixture.queue
            let one = try await fixture.started()
            try await queue.progress(one.lease, JobProgress(completed: 10, total: 100))
            let two = try await fixture.started(owner: "two")
            try await queue.progress(two.lease, JobProgress(completed: 1, total: 1000))
            try await queue.fail(two.lease, Problem(.unreachable, "no route"))
            _ = try await fixture.enqueue("org/waiting")
            #expect(try await queue.pendingWork(kind: "pull") == PendingWork(bytes: 90, unmeasured: 1))
        }
    }

    @Test func `trouble is what failed lately or waits, until the same was asked for again`() async throws {
        try await QueueFixture.with { fixture in
            let queue = fixture.queue
            let failed = try await fixture.started()
            try await queue.fail(failed.lease, Problem(.unreachable, "no route"))
            let paused = try await queue.enqueue(kind: "pull", subject: "org/full")
            try await queue.pause(queue.claim(paused.id, owner: "one").lease, Problem(.diskFull, "full"))
            #expect(try await queue.troubles(since: 0, limit: 10).map(\.id) == [paused.id, failed.job.id])
            let later = fixture.clock.now + 1
            #expect(try await queue.troubles(since: later, limit: 10).map(\.id) == [paused.id])
            _ = try await fixture.enqueue()
            #expect(try await queue.troubles(since: 0, limit: 10).map(\.id) == [paused.id])
        }
    }
}
