import API
import Access
import Domain
import Jobs
import Registry
import Wire

/// One job: how it goes, what happened, how it ended, and what can be done.
struct JobPage: Page {
    struct Fact: Sendable {
        let name: String
        let value: String
    }

    struct Action: Sendable {
        let callPath: String
    }

    struct Values: Sendable {
        let row: JobRow
        let created: MomentWords
        let ended: MomentWords?
        let lasted: String?
        let attempts: String
        /// For administrators: what of the machine it is.
        let runner: String?
        let ending: JobEnding
        let stages: [JobStage]
        let log: [JobLine]
        let hasLog: Bool
        let isLogCut: Bool
        /// The number of the newest event that this page already shows.
        let sequence: Int64
        let cancel: Action?
        let retry: Action?
        let retryWords: String
        let eventsPath: String
    }

    /// Lines of the log that a page shows; the stream has the rest.
    static let lines = 300

    let path = PagePaths.job
    let need = Need.search
    let house: DashboardServices

    func content(for visit: PageVisit) async throws -> PageContent {
        guard let id = JobID(try visit.parameter("id")) else {
            throw Problem(.notFound, "there is no such job", hint: "see the list of jobs")
        }
        let story = try await house.queue.story(of: id, lines: Self.lines)
        let job = story.job
        let kept = try await house.catalogue.kept(among: [job.modelName].compactMap(\.self))
        let words = house.sources.words(for: visit.identity)
        let row = JobRow(job, kept: kept, words: words)
        let may = visit.identity.allows(.upload)
        let canCancel = !job.state.isEnded && !job.cancelRequested
        let canRetry = [.paused, .failed, .cancelled].contains(job.state)
        let values = Values(
            row: row, created: Words.moment(Moment.text(job.createdAt)),
            ended: job.finishedAt.map { Words.moment(Moment.text($0)) },
            lasted: job.startedAt.flatMap { began in
                job.finishedAt.map { DurationWords.text(milliseconds: $0 - began) }
            }, attempts: "\(job.attempts)",
            runner: visit.identity.allows(.admin) ? job.owner.flatMap(Self.runner) : nil,
            ending: try await ending(of: job, kept: kept, words),
            stages: JobStage.all(story, words), log: story.log.compactMap { JobLine($0, of: job, words) },
            hasLog: !story.log.isEmpty,
            isLogCut: story.isLogCut, sequence: job.lastSequence,
            cancel: may && canCancel ? Action(callPath: Self.call(Paths.jobCancel, job)) : nil,
            retry: may && canRetry ? Action(callPath: Self.call(Paths.jobRetry, job)) : nil,
            retryWords: job.state == .paused ? "Go on" : "Try again", eventsPath: Self.call(Paths.jobEvents, job))
        return PageContent(
            "\(job.kind.rawValue.prefix(1).uppercased())\(job.kind.rawValue.dropFirst()) of \(row.subject)", in: .jobs,
            template: "job", values: values, script: "job.js",
            style: "jobs.css")
    }

    private static func call(_ path: String, _ job: Job) -> String { path.replacing(":id", with: job.id.text) }

    /// `host@space:pid:start` in words.
    private static func runner(_ owner: JobOwner) -> String? {
        let parts = owner.text.split(separator: ":")
        guard parts.count == 3, let host = parts[0].split(separator: "@").first else { return nil }
        return "process \(parts[1]) on \(host)"
    }

    private func ending(of job: Job, kept: Set<String>, _ words: SourceWords?) async throws -> JobEnding {
        var verdict: Verdict?
        if job.problem?.code == .refused, let model = job.offer?.repository {
            let history = try await house.ledger.history(of: model, limit: 20)
            verdict = history.first { job.isAbout($0) }
        }
        return JobEnding(job, verdict: verdict, kept: kept, words: words)
    }
}

extension Job {
    /// Whether the refusal was decided while this job ran.
    fileprivate func isAbout(_ verdict: Verdict) -> Bool {
        guard verdict.decision == .refused, let at = Moment.milliseconds(verdict.decidedAt), let startedAt else {
            return false
        }
        return at >= startedAt && at <= finishedAt ?? .max
    }
}
