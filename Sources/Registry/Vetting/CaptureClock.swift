import Domain
import Hub
import Scoring

/// Turns questions that may fail or take for ever into facts: known, absent, or unavailable with the reason.
struct CaptureClock: Sendable {
    let deadline: ContinuousClock.Instant
    let limit: Duration
    private let isPatient: Bool

    init(_ limit: Duration) { self.init(limit, isPatient: false) }

    private init(_ limit: Duration, isPatient: Bool) {
        self.limit = limit
        self.isPatient = isPatient
        deadline = .now + limit
    }

    /// For questions about what is in the house: nothing is waited for, so that no alarm has to be set for each of them.
    var patient: CaptureClock { CaptureClock(limit, isPatient: true) }

    /// Asks until the deadline. Only cancellation throws.
    func ask<Value: Codable & Sendable & Hashable>(
        _ question: @escaping @Sendable () async throws -> Captured<Value>
    ) async throws -> Captured<Value> {
        if isPatient { return try await Self.answer(question) }
        return try await withThrowingTaskGroup(of: Captured<Value>.self) { group in
            group.addTask { try await Self.answer(question) }
            group.addTask {
                try await Task.sleep(until: deadline, clock: .continuous)
                return .unavailable(late)
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }

    private static func answer<Value: Codable & Sendable & Hashable>(
        _ question: @Sendable () async throws -> Captured<Value>
    ) async throws -> Captured<Value> {
        do {
            return try await question()
        } catch {
            return try CaptureReason.captured(error)
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
