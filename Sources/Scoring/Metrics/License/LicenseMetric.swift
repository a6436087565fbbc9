import Domain
package import Wire

/// What the licence is worth to who wants to use the model: the least of what the card, the licence file and the base models say.
///
/// Each licence has the value of its class (`LicenceClass.value`). A family instead of a licence costs 0.1; a licence that OSADL calls
/// incompatible with the one the policy names is worth at most 0.4.
package struct LicenseMetric: Metric {
    package let name = "license"
    private let knowledge: LicenceKnowledge

    /// What naming only a family costs.
    private static let familyCost = 0.1
    private static let incompatibleCap = 0.4

    package init(knowledge: LicenceKnowledge) { self.knowledge = knowledge }

    package func evaluate(_ facts: Facts, _ context: MetricContext) throws -> MetricResult {
        let chain = LicenceChainBuilder(knowledge: knowledge).chain(from: facts)
        let probes = LicenseProbes(knowledge: knowledge, chain: chain, compatibleWith: context.compatibleWith).all()
        let coverage = Self.coverage(probes)
        guard chain.verdict != .unknown || recognisedOtherwise(chain) else {
            return unknownResult(chain, probes, facts, coverage)
        }
        var score = score(chain)
        let issues = knowledge.issues(of: chain)
        if issues.contains(.family) { score = max(0, score - Self.familyCost) }
        if probes.contains(where: { $0.id == "compatible" && $0.outcome == .no }) {
            score = min(score, Self.incompatibleCap)
        }
        return MetricResult(
            name: name, status: .scored, score: score.rounded(toPlaces: 4), coverage: coverage,
            reason: Self.reason(chain, issues), remedy: remedy(chain, probes, score),
            evidence: probes.flatMap(\.evidence),
            probes: probes)
    }

    /// The least of what is known of the model itself and of each base model; 0 when nothing is.
    private func score(_ chain: LicenceChain) -> Double {
        let counted = chain.links.filter { $0.source != LicenceLinkSource.dataset.rawValue }
        let isOwnKnown = counted.contains { link in
            link.licence != nil && LicenceLinkSource(rawValue: link.source)?.isOwn == true
        }
        guard isOwnKnown else { return 0 }
        return exact(counted).map(\.class.value).min() ?? 0
    }

    /// A family gives way to the member that the licence file or a header names.
    private func exact(_ links: [LicenceChain.Link]) -> [LicenceMatch] {
        let found = links.compactMap(\.licence)
        return found.filter { match in
            !knowledge.isFamily(match.id)
                || !found.contains { !knowledge.isFamily($0.id) && knowledge.agree(match, $0) }
        }
    }

    /// Looked, and only unreadable words are there: that is 0, not unknown. Could not look: unknown.
    private func recognisedOtherwise(_ chain: LicenceChain) -> Bool {
        !chain.links.contains { link in
            guard LicenceLinkSource(rawValue: link.source)?.isOwn == true, let why = link.unknown else { return false }
            return !why.hasSuffix("is no licence that is known")
        }
    }

    private func unknownResult(
        _ chain: LicenceChain, _ probes: [ProbeResult], _ facts: Facts, _ coverage: Double
    ) -> MetricResult {
        MetricResult(
            name: name, status: .unknown, score: nil, coverage: coverage, reason: chain.reason, remedy: chain.remedy,
            evidence: probes.flatMap(\.evidence), probes: probes)
    }

    private static func coverage(_ probes: [ProbeResult]) -> Double {
        let applicable = probes.filter { $0.outcome != .notApplicable }
        let whole = applicable.reduce(0) { $0 + $1.weight }
        let known = applicable.filter { $0.outcome != .unknown }.reduce(0) { $0 + $1.weight }
        return whole == 0 ? 0 : (known / whole).rounded(toPlaces: 4)
    }

    private static func reason(_ chain: LicenceChain, _ issues: [LicenceIssue]) -> String {
        issues.isEmpty ? chain.reason : "\(issues.map(\.rawValue).joined(separator: ", ")): \(chain.reason)"
    }

    private func remedy(_ chain: LicenceChain, _ probes: [ProbeResult], _ score: Double) -> String? {
        chain.remedy ?? probes.first { $0.outcome == .no }?.remedy
            ?? (score < 1 ? "only a permissive licence scores higher; check that the use you plan is allowed" : nil)
    }
}
