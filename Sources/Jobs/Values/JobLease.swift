package import Domain

/// The right to run a job and to write to it, from one claim until another claim or the end.
package struct JobLease: Sendable, Hashable {
    package let job: JobID
    package let owner: JobOwner
    /// Tells this claim from every other of the same job, even by the same owner.
    package let attempt: Int64
    /// How long it holds after each sign of life.
    package let seconds: Int64
}

/// A job that was claimed, and the lease with which to write to it.
package struct ClaimedJob: Sendable, Hashable {
    package let job: Job
    package let lease: JobLease
}
