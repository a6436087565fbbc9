import Domain
import Jobs
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Running jobs` {
    /// Counts how many are inside at once.
    private final class Crowd: Sendable {
        private let count = Mutex((now: 0, most: 0))
        var most: Int { count.withLock(\.most) }

        func enter() { count.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
        func leave() { count.withLock { $0.now -= 1 } }
    }

    @Test func `a handler's words, progress and result are kept`() async throws {
        try await QueueFixture.with { fixture in
            let handler = ClosureHandler { job, context in
                try await context.phase("downloading \(job.subject)")
                context.progress(completed: 3, total: 10)
                try await context.log("nearly there", level: .warning)
                context.progress(completed: 10, total: 10)
                return "{}"
            }
            let job = try await fixture.enqueue()
            let done = try await JobRunner(queue: fixture.queue, handlers: [handler]).run(job.id)
            #expect(done.state == .completed)
            #expect(done.result == "{}")
            #expect(done.phase == "downloading org/name")
            #expect(
                try await fixture.queue.events(of: job.id, after: 2).map(\.content) == [
                    .phase("downloading org/name"), .progress(JobProgress(completed: 3, total: 10)),
                    .log(.warning, "nearly there"), .progress(JobProgress(completed: 10, total: 10)),
                    .state(.completed, nil),
                ])
        }
    }

    @Test func `an error fails the job in its own words, a full disk pauses it`() async throws {
        try await QueueFixture.with { fixture in
            struct Odd: Error {}
            let handler = ClosureHandler { job, _ in
                switch (job.subject, job.attempts) {
                case ("gated", _): throw Problem(.gated, "needs a token")
                case ("odd", _): throw Odd()
                case ("full", 1): throw Problem(.diskFull, "no space")
                default: return nil
                }
            }
            let runner = JobRunner(queue: fixture.queue, handlers: [handler])
            let gated = try await runner.run(fixture.enqueue("gated").id)
            #expect(gated.state == .failed)
            #expect(gated.problem == Problem(.gated, "needs a token"))
            #expect(try await runner.run(fixture.enqueue("odd").id).problem?.code == .internal)
            let full = try await runner.run(fixture.enqueue("full").id)
            #expect(full.state == .paused)
            #expect(full.problem?.code == .diskFull)
            #expect(try await runner.run(full.id).state == .completed)
        }
    }

    @Test func `a job without a handler stays queued`() async throws {
        try await QueueFixture.with { fixture in
            let job = try await fixture.enqueue(kind: "train")
            let runner = JobRunner(queue: fixture.queue, handlers: [ClosureHandler { _, _ in nil }])
            await #expect(throws: JobError.noHandler(job.id, "train")) { try await runner.run(job.id) }
            #expect(try await fixture.queue.job(job.id).state == .queued)
        }
    }

    @Test func `cancelling stops the handler at once in the same process`() async throws {
        try await QueueFixture.with { fixture in
            let started = Meeting()
            let handler = ClosureHandler { _, _ in
                started.arrive()
                try await untilCancelled()
            }
            let job = try await fixture.enqueue()
            async let done = JobRunner(queue: fixture.queue, handlers: [handler]).run(job.id)
            await started.wait()
            await fixture.clock.untilAsleep(1)
            try await fixture.queue.cancel(job.id)
            #expect(try await done.state == .cancelled)
        }
    }

    @Test func `cancelling from another process stops the handler at the next sign of life`() async throws {
        try await QueueFixture.with { fixture in
            let handler = ClosureHandler { _, _ in
                do {
                    try await untilCancelled()
                } catch {
                    throw Problem(.upstream, "the connection was closed")
                }
            }
            let job = try await fixture.enqueue()
            async let done = JobRunner(queue: fixture.queue, handlers: [handler]).run(job.id)
            await fixture.clock.untilAsleep(1)
            try await fixture.inAnotherProcess { other in _ = try await other.queue.cancel(job.id) }
            fixture.clock.advance(seconds: 2)
            let cancelled = try await done
            #expect(cancelled.state == .cancelled)
            #expect(cancelled.problem == nil)
        }
    }

    @Test func `a runner that goes leaves its job resumable`() async throws {
        try await QueueFixture.with { fixture in
            let started = Meeting()
            let handler = ClosureHandler { job, context in
                context.progress(completed: 5, total: 10)
                guard job.attempts == 1 else { return "resumed" }
                started.arrive()
                try await untilCancelled()
            }
            let runner = JobRunner(queue: fixture.queue, handlers: [handler])
            let job = try await fixture.enqueue()
            let task = Task { try await runner.run(job.id) }
            await started.wait()
            task.cancel()
            let left = try await task.value
            #expect(left.state == .queued)
            #expect(left.progress.completed == 5)
            #expect(try await runner.run(job.id).result == "resumed")
        }
    }

    @Test func `a runner that lost its lease stops and writes nothing`() async throws {
        try await QueueFixture.with { fixture in
            let stopped = Meeting()
            let handler = ClosureHandler { _, _ in
                defer { stopped.arrive() }
                try await untilCancelled()
            }
            let job = try await fixture.enqueue()
            let runner = JobRunner(queue: fixture.queue, handlers: [handler], owner: "one")
            let done = Task { try await runner.run(job.id) }
            await fixture.clock.untilAsleep(1)
            let later = ManualClock()
            later.advance(seconds: 60)
            try await fixture.inAnotherProcess(clock: later) { other in
                let taken = try await other.queue.claim(job.id, owner: "two")
                fixture.clock.advance(seconds: 2)
                await #expect(throws: JobError.leaseLost(job.id)) { try await done.value }
                await stopped.wait()
                #expect(try await other.queue.job(job.id) == taken.job)
            }
        }
    }

    @Test func `a lease is kept while the handler works without a word`() async throws {
        try await QueueFixture.with { fixture in
            let finish = Meeting()
            let handler = ClosureHandler { _, _ in
                await finish.wait()
                return nil
            }
            let job = try await fixture.enqueue()
            async let done = JobRunner(queue: fixture.queue, handlers: [handler], owner: "one").run(job.id)
            for _ in 0..<20 {
                await fixture.clock.untilAsleep(1)
                fixture.clock.advance(seconds: 2)
            }
            await fixture.clock.untilAsleep(1)
            #expect(try await fixture.claim("two").isEmpty)
            finish.arrive()
            #expect(try await done.state == .completed)
        }
    }

    @Test func `a runner does what is queued, what comes later, and no more than so many at once`() async throws {
        try await QueueFixture.with { fixture in
            let crowd = Crowd()
            let (ended, endedContinuation) = AsyncStream<String>.makeStream()
            let handler = ClosureHandler { job, _ in
                crowd.enter()
                await Task.yield()
                crowd.leave()
                endedContinuation.yield(job.subject)
                return nil
            }
            for number in 0..<6 { _ = try await fixture.enqueue("early \(number)") }
            let runner = JobRunner(queue: fixture.queue, handlers: [handler])
            let task = Task { await runner.runForever(maxConcurrent: 2) }
            var seen: Set<String> = []
            for await subject in ended {
                seen.insert(subject)
                if seen.count == 6 { _ = try await fixture.enqueue("late") }
                if seen.count == 7 { break }
            }
            task.cancel()
            await task.value
            #expect(seen.contains("late"))
            #expect(crowd.most <= 2)
            #expect(try await fixture.queue.counts() == [.completed: 7])
        }
    }

    @Test func `a stopping runner queues again what it was doing`() async throws {
        try await QueueFixture.with { fixture in
            let (started, startedContinuation) = AsyncStream<Void>.makeStream()
            let handler = ClosureHandler { _, _ in
                startedContinuation.yield()
                try await untilCancelled()
            }
            for _ in 0..<3 { _ = try await fixture.enqueue() }
            let runner = JobRunner(queue: fixture.queue, handlers: [handler])
            let task = Task { await runner.runForever(maxConcurrent: 2) }
            var count = 0
            for await _ in started {
                count += 1
                if count == 2 { break }
            }
            task.cancel()
            await task.value
            #expect(try await fixture.queue.counts() == [.queued: 3])
        }
    }

    @Test func `two runners never do the same job`() async throws {
        try await QueueFixture.with { fixture in
            for _ in 0..<40 { _ = try await fixture.enqueue() }
            try await fixture.inAnotherProcess { other in
                let (done, doneContinuation) = AsyncStream<JobID>.makeStream()
                let handler = ClosureHandler { job, _ in
                    doneContinuation.yield(job.id)
                    return nil
                }
                let tasks = [fixture, other].enumerated().map { number, side in
                    let runner = JobRunner(queue: side.queue, handlers: [handler], owner: JobOwner("\(number)"))
                    return Task { await runner.runForever(maxConcurrent: 4) }
                }
                var ids: [JobID] = []
                for await id in done {
                    ids.append(id)
                    if ids.count == 40 { break }
                }
                for task in tasks { task.cancel() }
                for task in tasks { await task.value }
                #expect(Set(ids).count == 40)
                let jobs = try await fixture.queue.jobs(limit: 100)
                #expect(jobs.allSatisfy { $0.attempts == 1 })
            }
        }
    }
}
