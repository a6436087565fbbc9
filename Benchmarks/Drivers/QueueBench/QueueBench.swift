import Glibc
import Jobs
import Storage

/// How many jobs a second go through the queue: `QueueBench DATABASE COUNT` prints `row WHAT|JOBS PER SECOND|MICROSECONDS`.
///
/// The file at DATABASE is made, and must not be there.
@main
struct QueueBench {
    private static let kind: JobKind = "bench"

    let queue: JobQueue
    let owner = JobOwner.current()
    let count: Int

    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count == 3, let count = Int(words[2]), count >= 16 else {
            print("usage: QueueBench DATABASE COUNT")
            exit(2)
        }
        let database = try await SQLiteDatabase.open(words[1])
        try await database.migrate([JobQueue.migrations(for: database.dialect)])
        let bench = QueueBench(queue: JobQueue(database: database), count: count)
        try await bench.measure("enqueue, 1 task") { try await bench.enqueue(count) }
        try await bench.measure("claim + complete, 1 task") { try await bench.work(tasks: 1, batch: 1) }
        try await bench.measure("enqueue, 16 tasks") { try await bench.enqueueTogether(tasks: 16) }
        try await bench.measure("claim + complete, 16 tasks") { try await bench.work(tasks: 16, batch: 1) }
        try await bench.enqueue(count)
        try await bench.measure("claim 10 + complete each, 1 task") { try await bench.work(tasks: 1, batch: 10) }
        try await database.close()
    }

    private func measure(_ what: String, _ body: () async throws -> Void) async throws {
        let start = ContinuousClock.now
        try await body()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("row \(what)|\(Int(Double(count) / seconds))|\(Int(seconds * 1e6 / Double(count)))")
    }

    private func enqueue(_ count: Int) async throws {
        for number in 0..<count { _ = try await queue.enqueue(kind: Self.kind, subject: "org/name\(number)") }
    }

    private func enqueueTogether(tasks: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                let share = count / tasks + (task < count % tasks ? 1 : 0)
                group.addTask { try await enqueue(share) }
            }
            try await group.waitForAll()
        }
    }

    /// Until nothing is queued.
    private func work(tasks: Int, batch: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    while true {
                        let claimed = try await queue.claim(kinds: [Self.kind], owner: owner, limit: batch)
                        if claimed.isEmpty { return }
                        for job in claimed { try await queue.complete(job.lease) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
