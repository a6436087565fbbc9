import API
import Domain
import Hub
import Registry
import Wire

/// What the gate would say of a repository, before a byte of its weights is here. It asks the network and takes seconds, so
/// the page of the repository fetches it when it stands.
struct VettingPage: Page {
    struct Values: Sendable {
        let problem: Markup?
        let hint: Markup?
        let report: ReportView?
        let back: String
        let name: String
    }

    struct ReportView: Sendable {
        let gateBadge: BadgeWords
        let because: Markup
        let policy: String
        let netScore: String?
        let netBar: Markup
        let knownShare: String
        let rules: [RuleWords]
        let hasRules: Bool
        let passedCount: String
        let metrics: [MetricWords]
        let licenceBadge: BadgeWords
        let licenceWhy: Markup
        let takenSeconds: String?

        init(_ report: VetReport) {
            let verdict = report.verdict
            gateBadge =
                switch verdict.decision {
                case .admitted: BadgeWords(text: "would be admitted", style: "good")
                case .refused: BadgeWords(text: "would be refused", style: "bad")
                case .quarantined: BadgeWords(text: "would be kept apart", style: "warn")
                }
            because = Words.sentence(verdict.reason)
            policy = verdict.policy
            netScore = report.assessment.netScore.map(Words.score)
            netBar = ScoreBar.draw(report.assessment.netScore)
            knownShare = "\(Int((report.assessment.knownWeight * 100).rounded())) %"
            rules = RuleWords.order(verdict.rules.filter { $0.outcome != .passed }).map {
                RuleWords($0, mayWaive: false)
            }
            hasRules = !rules.isEmpty
            passedCount = Words.count(verdict.rules.count { $0.outcome == .passed }, "rule")
            metrics = report.assessment.metrics.map { metric in
                MetricWords(metric, rule: verdict.rules.first { $0.rule == "metric.\(metric.name)" })
            }
            licenceBadge = .licence(report.licence.verdict)
            licenceWhy = Words.prose(report.licence.reason)
            takenSeconds = report.assessment.captureMs.map {
                "\(Int(($0 / 100).rounded()) / 10).\(Int(($0 / 100).rounded()) % 10) s"
            }
        }
    }

    let path = PagePaths.vetting
    let need = Need.search
    let services: HubServices

    func content(for visit: PageVisit) async throws -> PageContent {
        guard !visit.isFromAnotherSite else {
            throw Problem(.forbidden, "a page of another site had this asked, so it was not done")
        }
        let address = try OfferAddress(visit)
        let hub = try address.hubs(services, for: visit)
        let named = address.hub == nil ? nil : hub.first.flatMap { HubName($0.endpoint).address }
        var problem: Problem?
        var report: VetReport?
        do {
            report = try await services.vet(
                VetRequest(reference: address.reference(), hub: named, kind: address.repository.kind.rawValue),
                visit.identity)
        } catch {
            let known = Problem(error)
            // What nobody foresaw is for the log, not for visitors.
            if known.code == .internal { throw error }
            problem = known
        }
        var content = PageContent(
            "What the gate would say", in: .search, template: "vetting",
            values: Values(
                problem: (problem?.message).map(Words.prose), hint: (problem?.hint).map(Words.sentence),
                report: report.map(ReportView.init),
                back: address.page, name: address.repository.path),
            style: "search.css")
        if let problem { content.status = problem.code.status }
        return content
    }
}
