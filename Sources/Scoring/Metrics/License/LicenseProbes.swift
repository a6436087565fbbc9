import Wire

/// The questions of the `license` metric, answered from the chain.
struct LicenseProbes {
    let knowledge: LicenceKnowledge
    let chain: LicenceChain
    let compatibleWith: String?

    private static let remedies: [LicenceLinkSource: String] = [
        .card: "add `license:` with one of the Hub's identifiers to the front matter of README.md",
        .file: "add a LICENSE file with the unchanged text",
    ]

    func all() -> [ProbeResult] {
        [
            place(.card, id: "declared", weight: 0.4), place(.file, id: "text", weight: 0.3),
            place(.header, id: "header", weight: 0.1), place(.baseModel, id: "base_models", weight: 0.2), consistency(),
            family(),
            compatibility(),
        ]
    }

    /// What one kind of place says: its value is that of the strictest licence found there.
    private func place(_ source: LicenceLinkSource, id: String, weight: Double) -> ProbeResult {
        let links = chain.links.filter { $0.source == source.rawValue }
        let known = links.compactMap { link in link.licence.map { (link, $0) } }
        let evidence = known.map { link, licence in
            Evidence(
                source: source == .card ? "README.md" : link.subject, locator: source == .card ? "license" : nil,
                excerpt: Self.words(link, licence, source))
        }
        if let worst = known.min(by: { $0.1.class.value < $1.1.class.value }) {
            let value = worst.1.class.value
            return ProbeResult(
                id: id, weight: weight, outcome: value == 1 ? .yes : value == 0 ? .no : .partial, value: value,
                reason: "`\(worst.1.id)` is \(worst.1.class.words)", evidence: evidence)
        }
        if let why = links.compactMap(\.unknown).first {
            let isUnread = !why.hasSuffix("is no licence that is known")
            return ProbeResult(
                id: id, weight: weight, outcome: isUnread ? .unknown : .no, value: isUnread ? nil : 0, reason: why,
                remedy: Self.remedies[source])
        }
        let isAsked = source == .card || source == .file
        return ProbeResult(
            id: id, weight: weight, outcome: isAsked ? .no : .notApplicable, value: isAsked ? 0 : nil,
            reason: isAsked ? "nothing is said there" : "there is none", remedy: isAsked ? Self.remedies[source] : nil)
    }

    private static func words(_ link: LicenceChain.Link, _ licence: LicenceMatch, _ source: LicenceLinkSource) -> String
    {
        switch source {
        case .card: "\(licence.where) license: \(licence.id)"
        case .file: "\(link.subject) matches \(licence.spdx ?? licence.id) (\(licence.confidence))"
        case .header: "\(link.subject): \(licence.id)"
        case .baseModel: "base model \(link.subject): \(licence.id)"
        case .dataset: "data set \(link.subject): \(licence.id)"
        }
    }

    private func consistency() -> ProbeResult {
        let outcome: ProbeOutcome =
            switch chain.verdict {
            case .consistent: .yes
            case .conflict, .drift: .no
            case .missing, .unknown: .notApplicable
            }
        return ProbeResult(
            id: "consistent", weight: 0, outcome: outcome, value: outcome == .yes ? 1 : outcome == .no ? 0 : nil,
            reason: chain.reason,
            evidence: chain.conflicting.compactMap { link in
                link.licence.map { Evidence(source: link.subject, locator: link.source, excerpt: $0.id) }
            }, remedy: outcome == .no ? chain.remedy : nil)
    }

    private func family() -> ProbeResult {
        let isFamily = knowledge.issues(of: chain).contains(.family)
        let isKnown = chain.links.contains { $0.licence != nil }
        return ProbeResult(
            id: "names_one_licence", weight: 0, outcome: isFamily ? .no : isKnown ? .yes : .notApplicable,
            value: isFamily ? 0 : isKnown ? 1 : nil,
            reason: isFamily
                ? "the identifier stands for several licences" : isKnown ? "one licence is named" : "none is named",
            remedy: isFamily ? "name the licence with its version, such as `bsd-3-clause` instead of `bsd`" : nil)
    }

    /// Against the licence that the policy names. OSADL knows software licences only: what it does not know is a note, not a fault.
    private func compatibility() -> ProbeResult {
        guard let compatibleWith, let own = chain.effective ?? chain.links.compactMap(\.licence).first else {
            return ProbeResult(
                id: "compatible", weight: 0, outcome: .notApplicable, value: nil,
                reason: "the policy names no licence to go with")
        }
        let answer = knowledge.compatibility(of: own.spdx ?? own.id, with: compatibleWith)
        let evidence = [
            Evidence(source: "OSADL", locator: compatibleWith, excerpt: "\(own.spdx ?? own.id): \(answer.rawValue)")
        ]
        switch answer {
        case .yes:
            return ProbeResult(
                id: "compatible", weight: 0, outcome: .yes, value: 1, reason: "`\(own.id)` goes with \(compatibleWith)",
                evidence: evidence)
        case .no:
            return ProbeResult(
                id: "compatible", weight: 0, outcome: .no, value: 0,
                reason: "`\(own.id)` does not go with \(compatibleWith)",
                evidence: evidence, remedy: "choose a model under a licence that goes with \(compatibleWith)")
        case .checkDependency, .unknown:
            return ProbeResult(
                id: "compatible", weight: 0, outcome: .unknown, value: nil,
                reason: "whether `\(own.id)` goes with \(compatibleWith) depends, or nobody has said",
                evidence: evidence)
        }
    }
}
