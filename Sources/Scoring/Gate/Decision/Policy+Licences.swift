import Wire

extension Policy {
    func licenceFindings(_ subject: GateSubject) -> [RuleFinding] {
        [allowedFinding(subject.licence), chainFinding(subject.licence)]
    }

    private func allowedFinding(_ chain: LicenceChain?) -> RuleFinding {
        guard let chain else {
            return RuleFinding(
                rule: .licenseAllowed, action: licenses.unknown ?? unknown, isUnknown: true,
                reason: "the licence was not looked up")
        }
        guard let licence = chain.effective else {
            let isMissing = chain.verdict == .missing
            return RuleFinding(
                rule: .licenseAllowed, action: (isMissing ? licenses.missing : licenses.unknown) ?? unknown,
                isUnknown: !isMissing,
                reason: isMissing ? "there is no licence" : "no licence is known: \(chain.reason)",
                remedy: chain.remedy, evidence: chain.links.map(Evidence.init))
        }
        let (answer, entry) = licenses.answer(to: licence)
        let by = entry.map { "`\($0)`" } ?? "whatever is in no list"
        let words =
            switch answer {
            case .allow: "is allowed"
            case .ask: "needs the yes of a person"
            case .refuse: "is refused"
            }
        return RuleFinding(
            rule: .licenseAllowed, action: answer.action,
            reason: "`\(licence.id)` \(words): the policy says so of \(by)",
            remedy: answer == .ask ? "read the licence, then waive `\(GateRule.licenseAllowed.id)`" : nil,
            evidence: [Evidence(source: licence.where, excerpt: "\(licence.name) (\(licence.class.rawValue))")])
    }

    private func chainFinding(_ chain: LicenceChain?) -> RuleFinding {
        guard let chain, chain.verdict != .missing, chain.verdict != .unknown else {
            // What is missing or unknown counts once, in the other rule.
            return RuleFinding(
                rule: .licenseChain, action: .allow, isUnknown: true, reason: "there is nothing to compare")
        }
        let action: PolicyAction =
            switch chain.verdict {
            case .conflict: licenses.conflict
            case .drift: licenses.drift
            case .consistent, .missing, .unknown: .allow
            }
        let shown = chain.conflicting.isEmpty ? chain.links : chain.conflicting
        return RuleFinding(
            rule: .licenseChain, action: action, reason: chain.reason,
            remedy: chain.verdict == .consistent ? nil : chain.remedy, evidence: shown.map(Evidence.init))
    }
}

extension Evidence {
    fileprivate init(_ link: LicenceChain.Link) {
        self.init(
            source: link.subject, locator: link.source,
            excerpt: link.licence.map { "\($0.name) (\($0.id))" } ?? link.unknown ?? "none")
    }
}
