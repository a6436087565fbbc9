import Domain
package import Logging
package import Storage
import Synchronization
package import Wire

/// The traces of requests: taken at once, written together a little later, kept for a while.
///
/// What cannot be written as fast as it comes is dropped and counted: the record must not hold up what it records.
package final class TraceStore: TraceRecording {
    /// How much is kept.
    package struct Retention: Sendable, Hashable {
        package var days = 30
        package var requests = 200_000

        package init() {}
    }

    private struct State {
        var waiting: [RequestTrace] = []
        /// Being written now, by the number of the batch; still to be found.
        var writing: [Int: [RequestTrace]] = [:]
        var batches = 0
        var dropped: Int64 = 0
        /// Not written yet, by account and day: never dropped, and one for each account at most.
        var charges: [Charge: Int64] = [:]
    }

    private struct Charge: Hashable, Sendable {
        let account: String
        let day: Int64
    }

    private let database: any Database
    private let retention: Retention
    /// Milliseconds since 1970.
    private let wall: @Sendable () -> Int64
    private let logger: Logger
    private let state = Mutex(State())

    private static let mostWaiting = 20_000
    private static let atOnce = 1000
    private static let flushEvery = Duration.milliseconds(500)
    private static let cleanEvery = 1200
    private static let ledgerDays: Int64 = 400

    package init(
        database: any Database, retention: Retention = Retention(), wall: @escaping @Sendable () -> Int64,
        logger: Logger
    ) {
        self.database = database
        self.retention = retention
        self.wall = wall
        self.logger = logger
    }

    package func record(_ trace: RequestTrace) {
        state.withLock { state in
            guard state.waiting.count < Self.mostWaiting else { return state.dropped += 1 }
            state.waiting.append(trace)
        }
    }

    package func charge(_ cost: Int64, to account: String, day: Int64) {
        state.withLock { state in
            let (sum, isOver) = (state.charges[Charge(account: account, day: day)] ?? 0).addingReportingOverflow(cost)
            state.charges[Charge(account: account, day: day)] = isOver ? .max : sum
        }
    }

    /// Traces that were not kept since the start, because they came faster than they could be written.
    package var dropped: Int64 { state.withLock { $0.dropped } }

    /// Writes what comes until the task is cancelled, and then the rest.
    package func run() async {
        var rounds = 0
        while !Task.isCancelled {
            if rounds.isMultiple(of: Self.cleanEvery) { await clean() }
            rounds += 1
            try? await Task.sleep(for: Self.flushEvery)  // cancelled: the rest is written below
            await flush()
        }
        await flush()
    }

    /// Writes what waits.
    package func flush() async {
        await writeCharges()
        while let (number, batch) = take() {
            do {
                try await write(batch)
            } catch {
                state.withLock { $0.dropped += Int64(batch.count) }
                logger.warning("Traces of requests could not be written", metadata: ["error": "\(error)"])
            }
            state.withLock { $0.writing[number] = nil }
        }
    }

    private func writeCharges() async {
        let charges = state.withLock { state in
            defer { state.charges = [:] }
            return state.charges
        }
        guard !charges.isEmpty else { return }
        do {
            try await database.write { session in
                for (charge, cost) in charges {
                    try session.run(
                        """
                        INSERT INTO spending (day, account, spent) VALUES (\(charge.day), \(charge.account), \(cost))
                        ON CONFLICT (day, account) DO UPDATE SET spent = spending.spent + excluded.spent
                        """)
                }
            }
        } catch {
            // They are written with what comes next.
            state.withLock { $0.charges.merge(charges) { one, other in one &+ other } }
            logger.warning("What was spent could not be written", metadata: ["error": "\(error)"])
        }
    }

    private func take() -> (Int, [RequestTrace])? {
        state.withLock { state in
            let batch = Array(state.waiting.prefix(Self.atOnce))
            guard !batch.isEmpty else { return nil }
            state.waiting.removeFirst(batch.count)
            state.batches += 1
            state.writing[state.batches] = batch
            return (state.batches, batch)
        }
    }

    private func write(_ batch: [RequestTrace]) async throws {
        let rows = try batch.map { trace in
            (trace, try WireJSON.text(trace, pretty: false), Moment.milliseconds(trace.startedAt) ?? 0)
        }
        try await database.write { session in
            for (trace, body, moment) in rows {
                try session.run(
                    """
                    INSERT INTO requests (id, started_at, person, route, outcome, cost, body)
                    VALUES (\(trace.id), \(moment), \(trace.by), \(trace.route), \(trace.outcome), \(trace.cost), \(body))
                    ON CONFLICT (id) DO NOTHING
                    """)
            }
        }
    }

    private func clean() async {
        let oldest = wall() - Int64(retention.days) * 86_400_000
        let most = Int64(retention.requests)
        let oldestDay = Spending.day(of: wall()) - Self.ledgerDays
        do {
            try await database.write { session in
                try session.run("DELETE FROM requests WHERE started_at < \(oldest)")
                try session.run("DELETE FROM spending WHERE day < \(oldestDay)")
                let last = try session.first(
                    "SELECT started_at FROM requests ORDER BY started_at DESC, id DESC LIMIT 1 OFFSET \(most)")
                if let last {
                    try session.run("DELETE FROM requests WHERE started_at <= \(try last.integer("started_at"))")
                }
            }
        } catch {
            logger.warning("Old traces of requests could not be removed", metadata: ["error": "\(error)"])
        }
    }

    /// What is not in the database yet.
    func unwritten() -> [RequestTrace] { state.withLock { $0.writing.values.flatMap(\.self) + $0.waiting } }

    var reading: any Database { database }
}
