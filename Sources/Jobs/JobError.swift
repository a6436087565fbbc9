package import Domain

/// What can go wrong in handling jobs.
package enum JobError: ProblemConvertible, Hashable {
    case notFound(JobID)
    /// Another runner has the job, or it has ended.
    case leaseLost(JobID)
    case alreadyRunning(JobID, owner: JobOwner?)
    case ended(JobID, JobState)
    case notResumable(JobID, JobState)
    /// A live job has the same dedupe key.
    case duplicate(JobID, of: JobID)
    case noHandler(JobID, JobKind)
    case unreadable(JobID, String)

    package var problem: Problem {
        switch self {
        case .notFound(let id): Problem(.notFound, "there is no job `\(id)`", hint: "`roost jobs` lists them")
        case .leaseLost(let id): Problem(.conflict, "another process has taken over job `\(id)`, or it has ended")
        case .alreadyRunning(let id, let owner):
            Problem(
                .conflict, "job `\(id)` is running already" + (owner.map { " in `\($0)`" } ?? ""),
                hint: "follow it, or cancel it first")
        case .ended(let id, let state): Problem(.conflict, "job `\(id)` is \(state.rawValue) already")
        case .notResumable(let id, let state):
            Problem(.conflict, "job `\(id)` is \(state.rawValue); only paused, failed or cancelled jobs can go again")
        case .duplicate(let id, let other):
            Problem(
                .conflict, "job `\(id)` cannot go again while job `\(other)` does the same",
                hint: "follow job `\(other)`")
        case .noHandler(let id, let kind):
            Problem(.unsupported, "nothing here can do job `\(id)` of the kind `\(kind)`")
        case .unreadable(let id, let what):
            Problem(.unsupported, "job `\(id)` was written by a newer Roost: \(what)", hint: "run that newer version")
        }
    }
}
