import Domain
import Jobs
import Registry
import Wire

/// A job in a list.
struct JobRow: Sendable {
    let id: String
    let jobPath: String
    let kind: String
    let subject: String
    /// The page of the model it is about, when that is kept.
    let modelPath: String?
    let state: String
    /// The class of the state's badge.
    let tone: String
    let isLive: Bool
    let phase: String?
    /// The first line of why it paused or failed.
    let trouble: Markup?
    let bar: JobBar?
    /// `12.3 MB of 91.0 MB`.
    let done: String
    let unit: String
    let total: Int64
    let started: MomentWords?
    let who: String

    private static let troubleAtMost = 200

    /// - Parameters:
    ///   - kept: names of kept models.
    ///   - words: what folders are called; nil for who may know them.
    init(_ job: Job, kept: Set<String>, words: SourceWords?) {
        let told = JobView(job).told(by: words)
        id = job.id.text
        jobPath = PagePaths.job(job.id.text)
        kind = job.kind.rawValue
        subject = told.subject
        modelPath = job.modelName.flatMap { kept.contains($0) ? PagePaths.model($0) : nil }
        state = job.cancelRequested && job.state == .running ? "cancelling" : job.state.rawValue
        tone = job.state.tone
        isLive = !job.state.isEnded
        phase = job.state == .running ? job.phase.map { _ in told.phase } : nil
        trouble = told.problem.map { Self.firstLine($0.message) }
        bar = JobBar(job)
        done = JobProgressWords.done(job.progress, isLive: !job.state.isEnded)
        unit = job.progress.unit.rawValue
        total = job.progress.total ?? 0
        started = job.startedAt.map { Words.moment(Moment.text($0)) }
        who = job.askedBy ?? "not recorded"
    }

    /// Of what went wrong; code that is cut stays code.
    static func firstLine(_ message: String) -> Markup {
        let line = message.prefix { $0 != "\n" }
        guard line.count > troubleAtMost else { return Words.prose(String(line)) }
        let shown = String(line.prefix(troubleAtMost))
        let isInCode = !shown.count { $0 == "`" }.isMultiple(of: 2)
        return Words.prose(shown + (isInCode ? "…`" : "…"))
    }
}

/// What `<progress>` needs.
struct JobBar: Sendable {
    let value: Int64
    let max: Int64

    /// Nil while nothing is known of how much there is, and for what has ended otherwise than well.
    init?(_ job: Job) {
        guard let total = job.progress.total, total > 0 else { return nil }
        value = job.progress.completed
        max = total
    }
}

enum JobProgressWords {
    static func done(_ progress: JobProgress, isLive: Bool) -> String {
        switch (progress.unit, progress.total) {
        case (.bytes, let total?): "\(Words.size(progress.completed)) of \(Words.size(total))"
        case (.items, let total?): "\(Words.count(progress.completed)) of \(Words.count(total))"
        case (.bytes, nil) where progress.completed > 0: Words.size(progress.completed)
        case (.items, nil) where progress.completed > 0: Words.count(progress.completed)
        default: isLive ? "not known yet" : "nothing"
        }
    }
}

extension Job {
    /// The model it is about, as the catalogue names it; nil when its subject is none.
    var modelName: String? {
        // A subject of another kind of job may be anything; then there is nothing to link.
        guard case .repository(let reference)? = try? ModelReference(parsing: subject),  // as said above
            reference.id.kind == .model
        else { return nil }
        return reference.id.path
    }
}

extension Job {
    /// What it wants from which Hub, of whatever kind; nil for a job that pulls nothing.
    var offer: OfferAddress? {
        // A payload of another version of Roost: then there is nothing to link.
        guard kind == .pull, let wish = try? WireJSON.decode(PullRequest.self, from: payload),  // as said above
            case .repository(let reference)? = try? ModelReference(parsing: wish.reference)  // as said above
        else { return nil }
        let kind = wish.kind.flatMap { RepositoryKind(rawValue: $0) } ?? reference.id.kind
        guard let id = RepositoryID(reference.id.path, kind: kind) else { return nil }
        var address = OfferAddress(repository: id, hub: wish.hub ?? reference.hub)
        if let revision = reference.revision { address.revision = revision }
        return address
    }
}

extension JobState {
    /// The class of its badge.
    var tone: String {
        switch self {
        case .completed: "good"
        case .paused: "warn"
        case .failed: "bad"
        case .running: "live"
        case .queued, .cancelled: ""
        }
    }
}
