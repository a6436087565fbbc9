import Domain
import Jobs
import Registry
import Wire

/// How a job ended: what it brought, or why not.
struct JobEnding: Sendable {
    struct Rule: Sendable {
        let title: String
        let rule: String
        let outcome: String
        let score: String
        let required: String
        let gap: String
        let why: Markup
        let remedy: Markup?
    }

    struct Trouble: Sendable {
        let message: Markup
        let advice: Markup?
        let isRefusal: Bool
        let rules: [Rule]
        let policy: String?
        let offerPath: String?
    }

    struct Brought: Sendable {
        let name: String
        let pagePath: String?
        let commit: String
        let files: String
        let size: String
        let fetched: String
        let selection: String
        let decision: String?
        let decisionTone: String
        let decisionReason: String?
    }

    /// Longest result of a kind this page does not know, in characters.
    private static let resultAtMost = 20_000

    let trouble: Trouble?
    let brought: Brought?
    /// The result of another kind of job, as it is.
    let other: String?

    /// - Parameters:
    ///   - verdict: the refusal, when there was one.
    ///   - words: what folders are called; nil for who may know them.
    init(_ job: Job, verdict: Verdict?, kept: Set<String>, words: SourceWords?) {
        trouble = JobView(job).told(by: words).problem.map { Trouble($0, verdict, of: job) }
        guard job.state == .completed, let result = job.result else {
            (brought, other) = (nil, nil)
            return
        }
        // Of a kind that is not known here the text is shown as it is.
        let report = job.kind == .pull ? try? WireJSON.decode(PullReport.self, from: result) : nil  // as said above
        brought = report.map { Brought($0, kept: kept) }
        let text = words?.told(result, about: job.subject) ?? result
        other = report == nil ? String(text.prefix(Self.resultAtMost)) : nil
    }
}

extension JobEnding.Trouble {
    init(_ problem: ProblemView, _ verdict: Verdict?, of job: Job) {
        // The message of a refusal has a line for each rule, which the table says better.
        message = Words.prose(verdict == nil ? problem.message : String(problem.message.prefix { $0 != "\n" }))
        advice = problem.hint.map(Words.prose)
        isRefusal = verdict != nil
        rules = verdict?.standing.map(JobEnding.Rule.init) ?? []
        policy = verdict?.policy
        offerPath = verdict == nil ? nil : job.offer?.page
    }
}

extension JobEnding.Rule {
    init(_ result: RuleResult) {
        title = result.title
        rule = result.rule
        outcome = result.outcome == .review ? "a person must decide" : "failed"
        score = result.score.map(Words.score) ?? "unknown"
        required = result.required.map(Words.score) ?? "–"
        gap = result.gap.map(Words.score) ?? "–"
        why = Words.prose(result.reason)
        remedy = result.remedy.map(Words.prose)
    }
}

extension JobEnding.Brought {
    init(_ report: PullReport, kept: Set<String>) {
        name = report.name
        pagePath = kept.contains(report.name) ? PagePaths.model(report.name) : nil
        commit = report.commit
        files = Words.count(report.files, "file")
        size = Words.size(report.sizeBytes)
        fetched = report.unchanged ? "nothing: it was here already" : Words.size(report.fetchedBytes)
        selection = report.selection
        decision = report.verdict?.decision.rawValue
        decisionTone = report.verdict?.decision == .admitted ? "good" : "warn"
        decisionReason = report.verdict?.reason
    }
}
