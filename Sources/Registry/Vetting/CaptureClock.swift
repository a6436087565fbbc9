import Domain
import Hub
import Scoring

/// Turns questions that may fail or take for ever into facts: known, absent, or unavailable with the reason.
struct CaptureClock: Sendable {
    let deadline: ContinuousClock.Instant
    let limit: Duration

    init(_ limit: Duration) {
        self.limit = limit
        deadline = .now + limit
    }

    /// Asks until the deadline. Only cancellation throws.
    func ask<Value: Codable & Sendable & Hashable>(
        _ question: @escaping @Sendable () async throws -> Captured<Value>
    ) async throws -> Captured<Value> {
        try await withThrowingTaskGroup(of: Captured<Value>.self) { group in
            group.addTask {
                do {
                    return try await question()
                } catch {
                    return try CaptureReason.captured(error)
                }
            }
            group.addTask {
                try await Task.sleep(until: deadline, clock: .continuous)
                return .unavailable(late)
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }

    /// The reason of what came too late.
    var late: String { "timed out: the capture took longer than \(limit.components.seconds) s" }
}

/// Why something could not be had, in a few words.
enum CaptureReason {
    /// What is not there is absent; everything else is unavailable. Throws cancellation on.
    static func captured<Value>(_ error: any Error) throws -> Captured<Value> {
        if error is CancellationError { throw error }
        switch error {
        case HubError.repositoryNotFound, HubError.revisionNotFound, HubError.entryNotFound: return .absent
        case HubError.offline: return .unavailable("offline")
        case HubError.gated: return .unavailable("gated: its authors ask to accept their terms")
        case HubError.disabled: return .unavailable("disabled by the Hub")
        case HubError.timeout(let host, _): return .unavailable("timed out: \(host) did not answer")
        case HubError.tooLarge(_, let limit): return .unavailable("too large: more than \(limit)")
        default: return .unavailable(Problem(error).message)
        }
    }
}
