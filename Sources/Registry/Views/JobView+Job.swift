import Domain
package import Jobs
package import Wire

extension JobView {
    /// A job in the words of the wire.
    package init(_ job: Job) {
        self.init(
            id: job.id.text, kind: job.kind.rawValue, subject: job.subject, state: job.state.rawValue,
            phase: job.phase ?? "", completed: job.progress.completed, total: job.progress.total ?? 0,
            unit: job.progress.unit.rawValue, attempts: Int(job.attempts), problem: job.problem.map(ProblemView.init),
            createdAt: Moment.text(job.createdAt), updatedAt: Moment.text(job.updatedAt),
            finishedAt: job.finishedAt.map(Moment.text), startedAt: job.startedAt.map(Moment.text),
            askedBy: job.askedBy)
    }
}

extension JobEventView {
    /// An event in the words of the wire; progress that is not kept has the number 0.
    package init(_ event: JobEvent) {
        let (name, text, progress): (String, String?, JobProgress?) =
            switch event.content {
            case .state(let state, let problem):
                ("state", problem.map { "\(state.rawValue): \($0.message)" } ?? state.rawValue, nil)
            case .phase(let phase): ("phase", phase, nil)
            case .progress(let progress): ("progress", nil, progress)
            case .log(let level, let text): ("log", "\(level.rawValue): \(text)", nil)
            }
        let state: JobState? = if case .state(let state, _) = event.content { state } else { nil }
        self.init(
            job: event.job.text, sequence: event.sequence ?? 0, at: Moment.text(event.at), event: name, text: text,
            completed: progress?.completed, total: progress?.total, unit: progress?.unit.rawValue,
            state: state?.rawValue)
    }
}
