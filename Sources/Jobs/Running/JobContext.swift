import Synchronization

/// What a handler can say while it works.
package struct JobContext: Sendable {
    let queue: JobQueue
    let lease: JobLease
    private let newest = Newest()

    init(queue: JobQueue, lease: JobLease) {
        self.queue = queue
        self.lease = lease
    }

    /// Reports progress. It costs nothing and may be called for every chunk; the newest is written four times a second.
    package func progress(completed: Int64, total: Int64?, unit: JobProgress.Unit = .bytes) {
        newest.progress.withLock { $0 = JobProgress(completed: completed, total: total, unit: unit) }
    }

    /// Says what the job is doing now, in a few words. Throws `JobError.leaseLost` when another runner has it.
    package func phase(_ phase: String) async throws {
        try await flush()
        try await queue.phase(lease, phase)
    }

    /// Adds a line to the log of the job. Throws `JobError.leaseLost` when another runner has it.
    package func log(_ text: String, level: JobEvent.LogLevel = .info) async throws {
        try await flush()
        try await queue.log(lease, level, text)
    }

    /// Writes the newest progress if it has not been; nil when there was nothing to write, else whether to cancel.
    @discardableResult
    func flush() async throws -> Bool? {
        let unwritten = newest.progress.withLock { progress in
            defer { progress = nil }
            return progress
        }
        guard let unwritten else { return nil }
        return try await queue.progress(lease, unwritten)
    }

    /// Progress that was reported and not yet written.
    private final class Newest: Sendable {
        let progress = Mutex<JobProgress?>(nil)
    }
}
