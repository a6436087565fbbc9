import Domain
import Jobs
import Storage
import Testing
import Wire

@testable import Registry

@Suite struct `Verifying as a job` {
    private func run(_ home: TestHome, _ name: String) async throws -> (Job, [JobEvent.Content]) {
        let database = home.catalogue.database
        try await database.migrate([JobQueue.migrations(for: database.dialect)])
        let queue = JobQueue(database: database)
        let wish = VerifyWish(try id(name))
        let job = try await queue.enqueue(
            kind: .verify, subject: name, payload: try WireJSON.text(wish, pretty: false), dedupeKey: wish.dedupeKey)
        let again = try await queue.enqueue(kind: .verify, subject: name, dedupeKey: wish.dedupeKey)
        #expect(again.id == job.id)
        let done = try await JobRunner(queue: queue, handlers: [VerifyJob(catalogue: home.catalogue)]).run(job.id)
        return (done, try await queue.events(of: job.id, after: 0).map(\.content))
    }

    private func keep(_ home: TestHome) async throws {
        for name in ["owl", "cat"] {
            try home.publish("org/\(name)/README.md", name)
            try home.publish("org/\(name)/shared.bin", "shared")
            try await home.pull("org/\(name)")
        }
    }

    @Test func `reads every byte, and says how many`() async throws {
        try await TestHome.with { home in
            try await keep(home)
            let (job, _) = try await run(home, "org/owl")
            #expect(job.state == .completed && job.progress == JobProgress(completed: 9, total: 9))
            let report = try WireJSON.decode(VerifyReport.self, from: try #require(job.result))
            #expect(report.checked == 2 && report.damaged.isEmpty)
            let history = try await home.catalogue.happened(to: id("org/owl"))
            #expect(history.events.first?.event == "verified")
        }
    }

    @Test func `damage fails it, and the log names the blob and everyone who needs it`() async throws {
        try await TestHome.with { home in
            try await keep(home)
            let file = try #require(try await home.version("org/owl")?.files.first { $0.path.text == "shared.bin" })
            try home.damage(file.digest)
            let (job, events) = try await run(home, "org/owl")
            #expect(job.state == .failed && job.problem?.code == .damaged)
            let lines = events.compactMap { if case .log(.warning, let text) = $0 { text } else { nil } }
            #expect(lines.count == 1 && lines[0].contains(file.digest.hex) && lines[0].contains("org/cat@"))
        }
    }

    @Test func `what was removed meanwhile is not all right`() async throws {
        try await TestHome.with { home in
            let (job, _) = try await run(home, "org/gone")
            #expect(job.state == .failed && job.problem?.code == .notFound)
        }
    }
}
