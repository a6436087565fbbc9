import FoundationEssentials
import Glibc
package import Wire

/// How many people carry the model: the truck factor of its code, else how few make half of the Hub's commits.
package struct BusFactorMetric: Metric {
    package let name = "bus_factor"

    private static let organisationBonus = 0.25
    private static let dormancyLoss = 0.10
    /// Seconds of 36 months.
    private static let dormancy = 36 * 30.44 * 86_400

    package init() {}

    package func evaluate(_ facts: Facts, _ context: MetricContext) throws -> MetricResult {
        var sheet = ProbeSheet(name)
        let hub = HubContributors(facts.commits)
        guard let people = people(facts, hub, &sheet) else {
            let why = facts.commits.value == nil ? unavailable(facts.commits) : "no commit names a person"
            sheet.unknown("people", 1, why)
            return sheet.result(score: nil, coverage: 0, why)
        }
        var score = 1 - pow(0.7, Double(people.factor))
        score += bonus(facts, hub, &sheet)
        score -= dormancyLoss(facts, &sheet)
        let remedy = "share the work: a second person who knows the code or the weights (factor 2) lifts this over 0.5"
        return sheet.result(
            score: score, coverage: people.coverage, people.reason, remedy: remedy, evidence: people.evidence)
    }

    private struct People {
        var factor: Int
        /// 1, or 0.5 when the linked code could not be looked at.
        var coverage: Double
        var reason: String
        var evidence: [Evidence]
    }

    private func people(_ facts: Facts, _ hub: HubContributors?, _ sheet: inout ProbeSheet) -> People? {
        for code in facts.code {
            guard let history = code.history.value else { continue }
            let truck = TruckFactor(history: history, head: code.files.value?.map(\.path))
            guard truck.value > 0 else { continue }
            return ofCode(code, truck, &sheet)
        }
        guard let hub, hub.factor > 0 else { return nil }
        let isBlind = facts.code.contains { $0.history.value == nil }
        if isBlind { sheet.unknown("code_history", 0.5, "the linked code could not be looked at") }
        let text =
            "\(hub.factor) of \(hub.people) people make half of the Hub's \(hub.commits) commits: the weights, not the code"
        let evidence = [Evidence(source: "commits", excerpt: "factor=\(hub.factor) (\(hub.shares))")]
        value("people", hub.factor, text, evidence, &sheet)
        return People(factor: hub.factor, coverage: isBlind ? 0.5 : 1, reason: text, evidence: evidence)
    }

    private func ofCode(_ code: CodeFact, _ truck: TruckFactor, _ sheet: inout ProbeSheet) -> People {
        let shares = truck.authors.prefix(5).map {
            "\($0.name) \(Score.percent(Double($0.files) / Double(max(1, truck.files))))"
        }
        var excerpt = "TF=\(truck.value) (\(shares.joined(separator: ", ")) of \(truck.files) files)"
        excerpt += ", coverage after removal \(Score.percent(truck.coverage))"
        let evidence = [Evidence(source: code.url, locator: "history", excerpt: excerpt)]
        var text =
            "truck factor \(truck.value) of \(code.url): without them less than half of \(truck.files) source files has an author"
        if code.historyIsPartial { text += "; only the newest commits were looked at" }
        value("people", truck.value, text, evidence, &sheet)
        return People(factor: truck.value, coverage: 1, reason: text, evidence: evidence)
    }

    private func value(
        _ id: String, _ factor: Int, _ reason: String, _ evidence: [Evidence], _ sheet: inout ProbeSheet
    ) {
        sheet.partial(
            id, 1, 1 - pow(0.7, Double(factor)), reason, remedy: "let more people write and review the code", evidence)
    }

    private func bonus(_ facts: Facts, _ hub: HubContributors?, _ sheet: inout ProbeSheet) -> Double {
        let owner = String(facts.model.prefix { $0 != "/" })
        switch facts.owner {
        case .unavailable(let why):
            sheet.unknown("organisation", 0, "whether \(owner) is an organisation is not known: \(why)")
        case .absent: sheet.no("organisation", 0, "the Hub knows no owner \(owner)", remedy: nil)
        case .known(let known):
            let authors = max(hub?.people ?? 0, facts.code.compactMap { $0.history.value }.map(Self.people).max() ?? 0)
            if known.isOrganisation, authors >= 2 || known.isVerified {
                let kind =
                    known.isVerified ? "a verified organisation" : "an organisation with \(authors) commit authors"
                let evidence = [Evidence(source: "hub", locator: "owner", excerpt: "owner \(owner) is \(kind)")]
                sheet.yes("organisation", 0, "\(owner) is \(kind)", evidence)
                return Self.organisationBonus
            }
            sheet.no(
                "organisation", 0,
                known.isOrganisation ? "\(owner) is an organisation with one commit author" : "\(owner) is one person",
                remedy: nil)
        }
        return 0
    }

    private func dormancyLoss(_ facts: Facts, _ sheet: inout ProbeSheet) -> Double {
        let dates =
            (facts.commits.value ?? []).compactMap(\.date) + facts.code.compactMap { $0.history.value?.first?.date }
        guard let last = dates.max() else {
            sheet.unknown("activity", 0, "no commit has a date")
            return 0
        }
        if facts.asOf.timeIntervalSince(last) > Self.dormancy {
            sheet.no("activity", 0, "no commit for 36 months", remedy: "show that somebody still looks after it")
            return Self.dormancyLoss
        }
        sheet.yes("activity", 0, "a commit within 36 months")
        return 0
    }

    private static func people(_ history: [CodeCommit]) -> Int { Identities(of: history).names.count }

    private func unavailable(_ commits: Captured<[CommitFact]>) -> String {
        if case .unavailable(let why) = commits {
            "the Hub's commits could not be read: \(why)"
        } else {
            "there are no commits"
        }
    }
}
