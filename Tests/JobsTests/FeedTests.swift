import Domain
import Storage
import Synchronization
import Testing

@testable import Jobs

@Suite(.timeLimit(.minutes(1))) struct `Following all jobs` {
    /// Takes steps until something holds, and gives back all of them.
    private func steps(
        _ feed: inout JobFeed, until isLast: (JobFeed.Step) -> Bool
    ) async throws -> [JobFeed.Step] {
        var steps: [JobFeed.Step] = []
        while true {
            let step = try await feed.next()
            steps.append(step)
            if isLast(step) { return steps }
        }
    }

    private func isReady(_ step: JobFeed.Step) -> Bool { if case .ready = step { true } else { false } }

    @Test func `every state and phase of every job is told once and in order, logs are not`() async throws {
        try await QueueFixture.with { fixture in
            let queue = fixture.queue
            let (one, two) = (try await fixture.started(), try await fixture.started(owner: "two"))
            try await queue.phase(one.lease, "first")
            try await queue.log(two.lease, .info, "a line")
            try await queue.complete(two.lease)
            var feed = queue.feed(after: 0)
            let told = try await steps(&feed, until: isReady)
            let news = told.compactMap { if case .news(let news) = $0 { news } else { nil } }
            #expect(news.map(\.position) == [1, 2, 3, 4, 5, 6])
            #expect(news.map(\.event.job) == [one, one, two, two, one, two].map(\.job.id))
            #expect(news.last?.event.content == .state(.completed, nil))
            #expect(told.last == .ready(6))
            var rest = queue.feed(after: 5)
            #expect(try await steps(&rest, until: isReady).count == 2)
        }
    }

    @Test func `a place holds in another process, and after old jobs were forgotten`() async throws {
        try await QueueFixture.with { fixture in
            let first = try await fixture.started()
            try await fixture.queue.complete(first.lease)
            fixture.clock.advance(seconds: 10)
            let place = try await fixture.queue.feedPosition()
            #expect(try await fixture.queue.prune(endedBefore: fixture.clock.now) == 1)
            try await fixture.inAnotherProcess { other in
                #expect(try await other.queue.feedPosition() == place)
                let job = try await other.enqueue()
                var feed = other.queue.feed(after: place)
                let told = try await steps(&feed, until: isReady)
                guard case .news(let news)? = told.first else {
                    Issue.record("nothing was told")
                    return
                }
                #expect(news.position == place + 1 && news.event.job == job.id)
            }
        }
    }

    @Test func `who is too far behind, or comes from another home, is told to look anew`() async throws {
        try await QueueFixture.with { fixture in
            _ = try await fixture.enqueue()
            var stranger = fixture.queue.feed(after: 500)
            #expect(try await stranger.next() == .reset(1))
            _ = try await fixture.database.write { session in
                try session.run("UPDATE job_feed SET position = 20000")
            }
            fixture.clock.advance(seconds: 1)
            var late = fixture.queue.feed(after: 3)
            #expect(try await late.next() == .reset(20000))
            _ = try await fixture.enqueue("org/other")
            var behind = fixture.queue.feed(after: 20000)
            guard case .news(let news) = try await behind.next() else {
                Issue.record("nothing was told")
                return
            }
            #expect(news.position == 20001)
        }
    }

    @Test func `a follower that was slow sees the newest progress alone`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            var feed = fixture.queue.feed(after: 2)
            #expect(try await steps(&feed, until: isReady).count == 1)
            for step in Int64(1)...500 {
                try await fixture.queue.progress(claimed.lease, JobProgress(completed: step, total: 900))
            }
            guard case .progress(let event) = try await feed.next() else {
                Issue.record("no progress was told")
                return
            }
            #expect(event.content == .progress(JobProgress(completed: 500, total: 900)))
        }
    }

    @Test func `more than a board holds is read in pages without a loss`() async throws {
        try await QueueFixture.with { fixture in
            for number in 0..<700 { _ = try await fixture.enqueue("org/\(number)") }
            var feed = fixture.queue.feed(after: 0)
            let told = try await steps(&feed, until: isReady)
            let places = told.compactMap { if case .news(let news) = $0 { news.position } else { nil } }
            #expect(places == (1...700).map(Int64.init))
        }
    }

    @Test func `silence is told every fifteen seconds, and the end when it is asked for`() async throws {
        try await QueueFixture.with { fixture in
            let clock = fixture.clock
            let start = clock.now
            var feed = fixture.queue.feed(after: nil) { clock.now - start >= 20_000 }
            let first = try await feed.next()
            async let moved: Void = {
                for seconds in [Int64(15), 5] {
                    await clock.untilAsleep(1)
                    clock.advance(seconds: seconds)
                }
            }()
            let rest = [try await feed.next(), try await feed.next()]
            await moved
            #expect(first == .ready(0) && rest == [.quiet, .end])
        }
    }

    @Test func `however many follow, the database is read once for all`() async throws {
        let sight = SharedSight<Int>()
        let clock = ManualClock()
        let (reading, gate) = (Meeting(), Meeting())
        let count = Counter()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await sight.look(clock.jobClock, within: 100) { before in
                        count.add()
                        reading.arrive()
                        await gate.wait()
                        return (before ?? 0) + 1
                    }
                }
            }
            await reading.wait()
            gate.arrive()
            for try await value in group { #expect(value == 1) }
        }
        #expect(count.value == 1)
        sight.outdate()
        #expect(try await sight.look(clock.jobClock, within: 100) { ($0 ?? 0) + 1 } == 2)
        clock.advance(milliseconds: 100)
        #expect(try await sight.look(clock.jobClock, within: 100) { ($0 ?? 0) + 1 } == 3)
    }

    @Test func `a look that fails is made again by those who waited for it`() async throws {
        let sight = SharedSight<Int>()
        let clock = ManualClock()
        let (reading, gate) = (Meeting(), Meeting())
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                do {
                    return try await sight.look(clock.jobClock, within: 100) { _ in
                        reading.arrive()
                        await gate.wait()
                        throw CancellationError()
                    }
                } catch {
                    return -1
                }
            }
            await reading.wait()
            group.addTask { try await sight.look(clock.jobClock, within: 100) { _ in 7 } }
            gate.arrive()
            var values: Set<Int> = []
            for try await value in group { values.insert(value) }
            #expect(values == [-1, 7])
        }
    }
}

private final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock(\.self) }
    func add() { count.withLock { $0 += 1 } }

    @Test func `a place is not used again when the newest jobs are forgotten`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            try await fixture.queue.complete(claimed.lease)
            let place = try await fixture.queue.feedPosition()
            fixture.clock.advance(seconds: 60)
            #expect(try await fixture.queue.prune(endedBefore: fixture.clock.now) == 1)
            #expect(try await fixture.queue.feedPosition() == place)
            _ = try await fixture.enqueue("org/other")
            #expect(try await fixture.queue.feedPosition() == place + 1)
        }
    }
}
