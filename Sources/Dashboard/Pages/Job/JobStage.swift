import Jobs
import Wire

/// A state or a phase of a job, with how long it took.
struct JobStage: Sendable {
    let stageAt: MomentWords
    let text: String
    let isState: Bool
    let stageTone: String
    /// Until the next one; nil for the last.
    let took: String?

    static func all(_ story: JobStory, _ words: SourceWords?) -> [JobStage] {
        let events = story.stages
        return events.enumerated().map { index, event in
            let next = index + 1 < events.count ? events[index + 1].at : nil
            return JobStage(
                event, took: next.map { DurationWords.text(milliseconds: $0 - event.at) }, of: story.job, words)
        }
    }

    private init(_ event: JobEvent, took: String?, of job: Job, _ words: SourceWords?) {
        stageAt = Words.moment(Moment.text(event.at))
        self.took = took
        switch event.content {
        case .state(let state, _):
            (text, isState, stageTone) = (state.rawValue, true, state == .running ? "" : state.tone)
        case .phase(let phase):
            (text, isState, stageTone) = (words?.told(phase, about: job.subject) ?? phase, false, "")
        case .progress, .log: (text, isState, stageTone) = ("", false, "")
        }
    }
}

/// A line of a job's log; the words may be a Hub's.
struct JobLine: Sendable {
    let lineAt: MomentWords
    let level: String?
    let lineTone: String
    let lineText: String

    init?(_ event: JobEvent, of job: Job, _ sources: SourceWords?) {
        guard case .log(let severity, let words) = event.content else { return nil }
        lineAt = Words.moment(Moment.text(event.at))
        level = severity == .info ? nil : severity.rawValue
        lineTone = severity == .error ? "bad" : "warn"
        lineText = sources?.told(words, about: job.subject) ?? words
    }
}

enum DurationWords {
    /// `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`.
    static func text(milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds) / 1000
        return switch seconds {
        case ..<10: "\(seconds).\(max(0, milliseconds) % 1000 / 100) s"
        case ..<60: "\(seconds) s"
        case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
        default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        }
    }
}
