package import Storage

/// Jobs that survive the process: enqueued by anyone, claimed under a lease by runners, watched by viewers.
///
/// Any number of processes share it through the database. Of each job only the holder of the lease writes progress and
/// the end; every other write is refused with `JobError.leaseLost`.
package struct JobQueue: Sendable {
    let database: any Database
    let clock: JobClock
    let signals = JobSignals()
    let sights = JobSights()

    /// The tables must be there: `database.migrate([JobQueue.migrations(for: database.dialect)])`.
    package init(database: any Database, clock: JobClock = .system) {
        self.database = database
        self.clock = clock
    }

    /// Says that something happened, to those of this process who wait for it.
    func raise(_ topic: JobSignals.Topic) {
        sights.outdate(topic)
        signals.raise(topic)
        if case .cancellation = topic { return }
        signals.raise(.anything)
    }

    /// One transaction on the tables at the present moment.
    func write<T: Sendable>(_ body: @escaping @Sendable (JobTable) throws -> T) async throws -> T {
        let now = clock.now
        return try await database.write { try body(JobTable(session: $0, now: now())) }
    }

    /// One unchanging view of the tables.
    func read<T: Sendable>(_ body: @escaping @Sendable (JobTable) throws -> T) async throws -> T {
        let now = clock.now
        return try await database.read { try body(JobTable(session: $0, now: now())) }
    }
}
