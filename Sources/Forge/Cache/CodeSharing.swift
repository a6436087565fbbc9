import Scoring
import Synchronization

/// Lets whoever asks for the same repository at the same time wait for one reading of it.
final class CodeSharing: Sendable {
    /// Who waits, by the repository that is being read.
    private let waiting = Mutex<[String: [AsyncStream<CodeFact>.Continuation]]>([:])

    /// Makes the value, or waits for the one that somebody else makes. When that one is cancelled, the next makes it.
    func value(
        for key: String, _ make: @escaping @Sendable () async throws -> CodeFact
    ) async throws -> CodeFact {
        while true {
            try Task.checkCancellation()
            guard let others = join(key) else { return try await lead(key, make) }
            for await fact in others { return fact }
        }
    }

    /// The stream on which the answer will come; nil when nobody makes it, and now the caller has to.
    private func join(_ key: String) -> AsyncStream<CodeFact>? {
        waiting.withLock { waiting in
            guard waiting[key] != nil else {
                waiting[key] = []
                return nil
            }
            let (stream, continuation) = AsyncStream.makeStream(of: CodeFact.self, bufferingPolicy: .bufferingNewest(1))
            waiting[key]?.append(continuation)
            return stream
        }
    }

    private func lead(_ key: String, _ make: @Sendable () async throws -> CodeFact) async throws -> CodeFact {
        var made: CodeFact?
        defer {
            for follower in waiting.withLock({ $0.removeValue(forKey: key) }) ?? [] {
                if let made { follower.yield(made) }
                follower.finish()
            }
        }
        let fact = try await make()
        made = fact
        return fact
    }

    /// How many wait for a repository; nil when nobody reads it.
    func followers(of key: String) -> Int? { waiting.withLock { $0[key]?.count } }
}
