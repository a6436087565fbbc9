package import Domain

/// A piece of slow work that outlives the process which asked for it.
package struct Job: Sendable, Hashable, Identifiable {
    package let id: JobID
    package let kind: JobKind
    /// What it is about, such as `org/name`.
    package let subject: String
    /// JSON for the handler.
    package let payload: String
    package internal(set) var state: JobState
    /// What it is doing now, in a few words.
    package let phase: String?
    package let progress: JobProgress
    /// Why it paused or failed.
    package internal(set) var problem: Problem?
    /// JSON from the handler.
    package let result: String?
    /// At most one live job has it.
    package let dedupeKey: String?
    /// How often it was begun.
    package internal(set) var attempts: Int64
    /// Higher goes first.
    package let priority: Int64
    /// Milliseconds since 1970, as all moments here.
    package let createdAt: Int64
    /// When it was first begun.
    package internal(set) var startedAt: Int64?
    package internal(set) var updatedAt: Int64
    package let finishedAt: Int64?
    /// Who runs it, and until when nobody else may.
    package internal(set) var owner: JobOwner?
    package internal(set) var leaseExpiresAt: Int64?
    /// Someone asked to cancel it, and the runner has not stopped yet.
    package let cancelRequested: Bool
    /// Who wanted it, as the audit trail names them; nil when that was not said.
    package let askedBy: String?
    /// The number of its newest event.
    package internal(set) var lastSequence: Int64

    /// Its key in the tables.
    let number: Int64
}
