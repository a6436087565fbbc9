package import Wire

extension Policy {
    /// Holds the policy against what is known of a version. The same input gives the same verdict, always.
    ///
    /// A rule that fails and is not waived refuses; one that waits for a person holds the version apart, as `decision` says;
    /// else it is admitted. Before the weights, what only the bytes can tell does not count yet.
    ///
    /// - Parameter digest: that of this policy, where it is known already.
    package func decide(_ input: GateInput, digest known: String? = nil) -> Verdict {
        let subject = input.subject
        let policy = override(for: subject.model, kind: subject.kind)
        let (holding, ignored) = policy.sorted(input)
        let findings =
            policy.licenceFindings(subject) + policy.metricFindings(input) + policy.fileFindings(input)
        let rules = findings.map { finding in
            finding.result(waiver: finding.stands ? holding.first { $0.rule == finding.rule.id }?.id : nil)
        }
        let decision = policy.decision(rules, keepsApart: input.keepsApart)
        return Verdict(
            model: subject.model, kind: subject.kind, commit: subject.commit, decision: decision,
            reason: policy.reason(decision, rules, input), policy: name, policyDigest: known ?? self.digest,
            assessmentDigest: subject.assessment.digest, stage: input.stage, rules: rules, ignoredWaivers: ignored,
            decidedAt: Moment.text(input.now))
    }

    /// The waivers that count, the longest first, and those that do not.
    private func sorted(_ input: GateInput) -> (holding: [Waiver], ignored: [IgnoredWaiver]) {
        var holding: [Waiver] = []
        var ignored: [IgnoredWaiver] = []
        for waiver in input.waivers {
            let subject = input.subject
            switch check(
                waiver, model: subject.model, kind: subject.kind, commit: subject.commit, now: input.now)
            {
            case .holds: holding.append(waiver)
            case .elsewhere: break
            case .ignored(let reason):
                ignored.append(IgnoredWaiver(id: waiver.id, rule: waiver.rule, reason: reason))
            }
        }
        return (holding.sorted { ($1.until, $0.id) < ($0.until, $1.id) }, ignored)
    }

    private func decision(_ rules: [RuleResult], keepsApart: Bool) -> Decision {
        func outcome(_ disposal: Disposal) -> Decision {
            disposal == .quarantine || keepsApart ? .quarantined : .refused
        }
        if rules.contains(where: { $0.outcome == .failed }) { return outcome(onFail) }
        return rules.contains { $0.outcome == .review } ? outcome(onReview) : .admitted
    }

    private func reason(_ decision: Decision, _ rules: [RuleResult], _ input: GateInput) -> String {
        func titles(_ outcomes: RuleOutcome...) -> [String] {
            rules.filter { outcomes.contains($0.outcome) }.map(\.title)
        }
        let (failed, review) = (titles(.failed), titles(.review))
        switch decision {
        case .admitted:
            let notes: [(Int, String)] = [
                (titles(.waived).count, "waived"), (titles(.warned).count, "below what is wished"),
                (titles(.unknown).count, input.stage == .beforeWeights ? "still to be told" : "not to be told"),
            ]
            let words = notes.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            return "no rule of \(rules.count) stands in the way"
                + (words.isEmpty ? "" : ": \(words.joined(separator: ", "))")
        case .refused, .quarantined:
            let parts = [
                failed.isEmpty
                    ? nil : "\(failed.count) of \(rules.count) rules fail: \(failed.joined(separator: ", "))",
                review.isEmpty ? nil : "a person must decide about \(review.joined(separator: ", "))",
                decision == .quarantined && input.keepsApart ? "kept apart because that was asked for" : nil,
            ]
            return parts.compactMap(\.self).joined(separator: "; ")
        }
    }
}
