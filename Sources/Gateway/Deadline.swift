import Domain

/// Work with an end.
enum Deadline {
    /// What the work gives, or `AttemptFailure` `timeout`.
    static func within<Value: Sendable>(
        _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await beside(
            {
                try await Nap.until(.now + limit)
                throw AttemptFailure(.timeout, "nothing came within \(limit.milliseconds) ms")
            }, work)
    }

    /// What the work gives, or what the watch throws first; the watch ends in no other way.
    static func beside<Value: Sendable>(
        _ watch: @escaping @Sendable () async throws -> Void, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await watch()
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() ?? nil else { throw CancellationError() }
            return first
        }
    }
}
