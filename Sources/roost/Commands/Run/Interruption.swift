import Domain
import Glibc
import UnixSignals

/// A Ctrl-C in the midst of work: what was begun is taken down, and the program ends as interrupted.
enum Interruption {
    static func ends(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await body()
                return true
            }
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                    throw Problem(.cancelled, "interrupted")
                }
                return false
            }
            defer { group.cancelAll() }
            while let isOver = try await group.next(), !isOver {}
        }
    }
}
