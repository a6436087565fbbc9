import Domain
import Jobs
import Storage
import Testing

@Suite struct `Events of a job` {
    @Test func `they are numbered from one without a gap, and tell the whole story`() async throws {
        try await QueueFixture.with { fixture in
            let queue = fixture.queue
            let problem = Problem(.diskFull, "full", hint: "free some")
            let first = try await fixture.started()
            try await queue.phase(first.lease, "downloading")
            try await queue.progress(first.lease, JobProgress(completed: 10, total: 100))
            try await queue.log(first.lease, .warning, "slow")
            try await queue.pause(first.lease, problem)
            try await queue.requeue(first.job.id)
            let second = try await queue.claim(first.job.id, owner: "two")
            try await queue.complete(second.lease)
            let events = try await queue.events(of: first.job.id)
            #expect(events.map(\.sequence) == (1...9).map(Int64.init))
            #expect(
                events.map(\.content) == [
                    .state(.queued, nil), .state(.running, nil), .phase("downloading"),
                    .progress(JobProgress(completed: 10, total: 100)), .log(.warning, "slow"), .state(.paused, problem),
                    .state(.queued, nil), .state(.running, nil), .state(.completed, nil),
                ])
            #expect(try await queue.events(of: first.job.id, after: 7).map(\.sequence) == [8, 9])
            #expect(try await queue.events(of: first.job.id, after: 2, limit: 2).map(\.sequence) == [3, 4])
        }
    }

    @Test func `at most four progress events are kept in a second, the job always shows the newest`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            for step in Int64(1)...300 {
                fixture.clock.advance(milliseconds: 10)
                try await fixture.queue.progress(claimed.lease, JobProgress(completed: step, total: 1000))
                if step.isMultiple(of: 100) {
                    #expect(try await fixture.queue.job(claimed.job.id).progress.completed == step)
                }
            }
            let events = try await fixture.queue.events(of: claimed.job.id)
            #expect((10...15).contains(events.count))
            #expect(events.map(\.sequence) == (1...Int64(events.count)).map(\.self))
        }
    }

    @Test func `a long job does not pile up progress`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            for step in Int64(1)...1000 {
                fixture.clock.advance(seconds: 180)
                try await fixture.queue.progress(claimed.lease, JobProgress(completed: step, total: 1000))
            }
            let events = try await fixture.queue.events(of: claimed.job.id)
            #expect(events.count < 400)
            #expect(events.last?.content == .progress(JobProgress(completed: 1000, total: 1000)))
        }
    }

    @Test func `progress never goes back, nor beyond its total`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            var reached: [JobProgress] = []
            for (completed, total) in [(50, 100), (20, 100), (60, nil), (-5, 10), (70, 40)] as [(Int64, Int64?)] {
                fixture.clock.advance(seconds: 10)
                try await fixture.queue.progress(claimed.lease, JobProgress(completed: completed, total: total))
                reached.append(try await fixture.queue.job(claimed.job.id).progress)
            }
            #expect(reached.map(\.completed) == [50, 50, 60, 60, 70])
            #expect(reached.map(\.total) == [100, 100, 100, 60, 70])
            fixture.clock.advance(seconds: 20)
            let again = try #require(try await fixture.claim("two").first)
            try await fixture.queue.progress(again.lease, JobProgress(completed: 1, total: 100))
            #expect(try await fixture.queue.job(claimed.job.id).progress.completed == 70)
            let kept = try await fixture.queue.events(of: claimed.job.id).compactMap { event in
                if case .progress(let progress) = event.content { progress.completed } else { nil }
            }
            #expect(kept == kept.sorted())
        }
    }

    @Test func `progress counted in something else begins anew`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            try await fixture.queue.progress(claimed.lease, JobProgress(completed: 1000, total: 1000))
            let scanned = JobProgress(completed: 1, total: 3, unit: .items)
            try await fixture.queue.progress(claimed.lease, scanned)
            #expect(try await fixture.queue.job(claimed.job.id).progress == scanned)
        }
    }

    @Test func `a hostile line is kept short and whole`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            try await fixture.queue.log(claimed.lease, .info, "a\0b")
            try await fixture.queue.log(claimed.lease, .info, String(repeating: "🪶", count: 5000))
            try await fixture.queue.phase(claimed.lease, String(repeating: "é", count: 5000))
            let texts = try await fixture.queue.events(of: claimed.job.id).compactMap { event in
                switch event.content {
                case .log(_, let text), .phase(let text): text
                default: nil
                }
            }
            #expect(
                texts == [
                    "a\u{FFFD}b", String(repeating: "🪶", count: 1024) + "…", String(repeating: "é", count: 100) + "…",
                ])
            let long = String(repeating: "x", count: 100_000)
            let failed = try await fixture.queue.fail(claimed.lease, Problem(.upstream, long + "\0", hint: long))
            #expect(failed.problem?.message.utf8.count ?? 0 < 5000)
        }
    }

    @Test func `a log without end is cut`() async throws {
        try await QueueFixture.with { fixture in
            let claimed = try await fixture.started()
            try await fixture.database.write { _ = try $0.run("UPDATE jobs SET logged = 9998") }
            for line in 1...4 { try await fixture.queue.log(claimed.lease, .info, "line \(line)") }
            let events = try await fixture.queue.events(of: claimed.job.id, after: 2)
            #expect(events.map(\.content) == [.log(.info, "line 1"), .log(.warning, "further lines are not kept")])
        }
    }
}
