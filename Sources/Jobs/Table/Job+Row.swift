import Domain
import Storage

extension Job {
    /// What `init(_:)` reads.
    static let columns: SQL = """
        number, id, kind, subject, payload, state, phase, completed, total, unit, problem_code, problem_message, \
        problem_hint, result, dedupe_key, attempts, priority, created_at, started_at, updated_at, finished_at, \
        lease_owner, lease_expires_at, cancel_requested, last_sequence, asked_by
        """

    init(_ row: Row) throws {
        id = try row.jobID("id")
        number = try row.integer("number")
        kind = JobKind(rawValue: try row.text("kind"))
        subject = try row.text("subject")
        payload = try row.text("payload")
        state = try row.jobState("state", of: id)
        phase = try row.optionalText("phase")
        progress = try JobProgress(row, of: id)
        problem = try row.problem(code: "problem_code", message: "problem_message", hint: "problem_hint")
        result = try row.optionalText("result")
        dedupeKey = try row.optionalText("dedupe_key")
        attempts = try row.integer("attempts")
        priority = try row.integer("priority")
        createdAt = try row.integer("created_at")
        startedAt = try row.optionalInteger("started_at")
        updatedAt = try row.integer("updated_at")
        finishedAt = try row.optionalInteger("finished_at")
        owner = try row.optionalText("lease_owner").map(JobOwner.init)
        leaseExpiresAt = try row.optionalInteger("lease_expires_at")
        cancelRequested = try row.bool("cancel_requested")
        lastSequence = try row.integer("last_sequence")
        askedBy = try row.optionalText("asked_by")
    }
}

extension JobProgress {
    init(_ row: Row, of job: JobID) throws {
        let unit = try row.text("unit")
        guard let known = Unit(rawValue: unit) else { throw JobError.unreadable(job, "progress in `\(unit)`") }
        self.init(completed: try row.integer("completed"), total: try row.optionalInteger("total"), unit: known)
    }
}

extension Row {
    func jobID(_ column: String) throws -> JobID {
        let text = try text(column)
        guard let id = JobID(text) else {
            throw StorageError.columnType(column, wanted: "the id of a job", found: text)
        }
        return id
    }

    func jobState(_ column: String, of job: JobID) throws -> JobState {
        let text = try text(column)
        guard let state = JobState(rawValue: text) else { throw JobError.unreadable(job, "state `\(text)`") }
        return state
    }

    /// A code that this program does not know is an internal problem with the same words.
    func problem(code: String, message: String, hint: String) throws -> Problem? {
        guard let text = try optionalText(code) else { return nil }
        return Problem(
            Problem.Code(rawValue: text) ?? .internal, try optionalText(message) ?? text, hint: try optionalText(hint))
    }
}
