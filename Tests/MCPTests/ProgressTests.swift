import Domain
import Jobs
import Testing

@testable import MCP

@Suite struct `Progress` {
    @Test func `only grows, whatever a job reports`() throws {
        let job = try #require(JobID("000000000000"))
        var meter = ProgressMeter()
        func note(_ content: JobEvent.Content) -> Int64? {
            meter.note(JobEvent(job: job, sequence: nil, at: 0, content: content))?.completed
        }
        let contents: [JobEvent.Content] = [
            .state(.running, nil), .phase("asking the Hub"), .phase("fetching"),
            .progress(JobProgress(completed: 0, total: 9)), .progress(JobProgress(completed: 4, total: 9)),
            .log(.info, "a line"), .progress(JobProgress(completed: 4, total: 9)),
            .progress(JobProgress(completed: 9, total: 9)), .phase("looking into 2 files"),
        ]
        #expect(contents.map { note($0) } == [nil, 0, nil, nil, 4, nil, nil, 9, nil])
    }
}
