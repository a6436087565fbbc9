import Domain
import Jobs
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Watching a job` {
    @Test func `an ended job is replayed and the watch ends`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            for line in 0..<1200 { try await fixture.queue.log(claimed.lease, .info, "\(line)") }
            try await fixture.queue.complete(claimed.lease)
            var sequences: [Int64?] = []
            for try await event in fixture.queue.watch(claimed.job.id) { sequences.append(event.sequence) }
            #expect(sequences == (1...1203).map(Int64.init))
            var rest: [JobEvent] = []
            for try await event in fixture.queue.watch(claimed.job.id, after: 1202) { rest.append(event) }
            #expect(rest.map(\.content) == [.state(.completed, nil)])
        }
    }

    @Test func `what another process does is followed to the end`() async throws {
        try await QueueFixture.with { fixture in
            try await fixture.inAnotherProcess { other in
                let claimed = try await fixture.started()
                var watch = other.queue.watch(claimed.job.id, after: 2).makeAsyncIterator()
                let steps: [@Sendable () async throws -> Void] = [
                    { try await fixture.queue.phase(claimed.lease, "downloading") },
                    { try await fixture.queue.log(claimed.lease, .info, "half") },
                    { try await fixture.queue.complete(claimed.lease) },
                ]
                let expected: [JobEvent.Content] = [
                    .phase("downloading"), .log(.info, "half"), .state(.completed, nil),
                ]
                for (step, content) in zip(steps, expected) {
                    async let moved: Void = {
                        await other.clock.untilAsleep(1)
                        try await step()
                        other.clock.advance(milliseconds: 200)
                    }()
                    #expect(try await watch.next()?.content == content)
                    try await moved
                }
                #expect(try await watch.next() == nil)
            }
        }
    }

    @Test func `what this process does is seen without waiting for the clock`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            async let contents = {
                var contents: [JobEvent.Content] = []
                for try await event in fixture.queue.watch(claimed.job.id) { contents.append(event.content) }
                return contents
            }()
            await fixture.clock.untilAsleep(1)
            try await fixture.queue.complete(claimed.lease)
            #expect(try await contents == [.state(.queued, nil), .state(.running, nil), .state(.completed, nil)])
        }
    }

    @Test func `a follower sees the newest progress, numbered or not, and never less`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            var watch = fixture.queue.watch(claimed.job.id, after: 2).makeAsyncIterator()
            var seen: [(Int64?, Int64)] = []
            for completed in Int64(1)...3 {
                try await fixture.queue.progress(claimed.lease, JobProgress(completed: completed, total: 9))
                let event = try #require(try await watch.next())
                guard case .progress(let progress) = event.content else { continue }
                seen.append((event.sequence, progress.completed))
            }
            #expect(seen.map(\.0) == [3, nil, nil])
            #expect(seen.map(\.1) == [1, 2, 3])
            try await fixture.queue.log(claimed.lease, .info, "next")
            #expect(try await watch.next()?.sequence == 4)
        }
    }

    @Test func `a paused job has not ended, and a job done again is followed again`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            try await fixture.queue.fail(claimed.lease, Problem(.unreachable, "no route"))
            try await fixture.queue.requeue(claimed.job.id)
            let again = try await fixture.queue.claim(claimed.job.id, owner: "one")
            try await fixture.queue.pause(again.lease, Problem(.diskFull, "full"))
            async let states = {
                var states: [JobState] = []
                for try await event in fixture.queue.watch(claimed.job.id) {
                    if case .state(let state, _) = event.content { states.append(state) }
                }
                return states
            }()
            await fixture.clock.untilAsleep(1)
            try await fixture.queue.cancel(claimed.job.id)
            #expect(try await states == [.queued, .running, .failed, .queued, .running, .paused, .cancelled])
        }
    }

    @Test func `a watch of no job fails, and a cancelled watch stops`() async throws {
        try await QueueFixture.with { fixture in
            let nobody = try #require(JobID("000000000000"))
            await #expect(throws: JobError.notFound(nobody)) {
                for try await _ in fixture.queue.watch(nobody) {}
            }
            let job = try await fixture.enqueue()
            let queue = fixture.queue
            let task = Task { for try await _ in queue.watch(job.id) {} }
            await fixture.clock.untilAsleep(1)
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }
}
