import Domain
import Storage

extension JobEvent {
    static let columns: SQL = "sequence, at, type, label, text, hint, completed, total"

    /// What the columns hold: `label` the state, problem code or level; `text` the words.
    init(_ row: Row, of job: JobID) throws {
        self.job = job
        sequence = try row.integer("sequence")
        at = try row.integer("at")
        switch try row.text("type") {
        case "phase": content = .phase(try row.text("text"))
        case "progress":
            let unit = JobProgress.Unit(rawValue: try row.text("label")) ?? .items
            content = .progress(
                JobProgress(
                    completed: try row.integer("completed"), total: try row.optionalInteger("total"), unit: unit))
        case "log": content = .log(LogLevel(rawValue: try row.text("label")) ?? .info, try row.text("text"))
        case let state:
            guard let known = JobState(rawValue: state) else { throw JobError.unreadable(job, "event `\(state)`") }
            content = .state(known, try row.problem(code: "label", message: "text", hint: "hint"))
        }
    }
}

extension JobEvent.Content {
    /// Adds the event to the table, under a number already taken from the job.
    func insert(job: Int64, sequence: Int64, at: Int64, in session: any DatabaseSession) throws {
        var type: String
        var label: String?
        var text: String?
        var hint: String?
        var progress: JobProgress?
        switch self {
        case .state(let state, let problem):
            (type, label, text, hint) = (state.rawValue, problem?.code.rawValue, problem?.message, problem?.hint)
        case .phase(let phase): (type, text) = ("phase", phase)
        case .progress(let reached): (type, label, progress) = ("progress", reached.unit.rawValue, reached)
        case .log(let level, let line): (type, label, text) = ("log", level.rawValue, line)
        }
        let position: SQL = isNews ? "(\(JobFeed.newest)) + 1" : "NULL"
        try session.run(
            """
            INSERT INTO job_events (job, \(JobEvent.columns), position)
            VALUES (\(job), \(sequence), \(at), \(type), \(label), \(text), \(hint), \(progress?.completed), \
            \(progress?.total), \(position))
            """)
    }

    /// Whether those who watch all jobs are told of it, and told again when they come back.
    private var isNews: Bool {
        switch self {
        case .state, .phase: true
        case .progress, .log: false
        }
    }
}
