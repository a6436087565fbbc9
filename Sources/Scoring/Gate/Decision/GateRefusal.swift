package import Domain
package import Wire

/// A model was not let in: the error of a pull.
package struct GateRefusal: ProblemConvertible, Hashable {
    package let verdict: Verdict

    package init(_ verdict: Verdict) { self.verdict = verdict }

    /// One line for each rule that stands in the way, with its remedy below it.
    package var problem: Problem {
        let name = "\(verdict.model)@\(verdict.commit.prefix(12))"
        let standing = verdict.standing
        var lines = ["`\(name)` is refused by the policy `\(verdict.policy)`: \(verdict.reason)"]
        for rule in standing { lines += Self.lines(for: rule) }
        lines += verdict.ignoredWaivers.map { "  the waiver \($0.id) of `\($0.rule)` does not count: \($0.reason)" }
        let example = standing.first.map { " \($0.rule)" } ?? " RULE"
        return Problem(
            .refused, lines.joined(separator: "\n"),
            hint: """
                see all rules with `roost verdict \(verdict.model)`; excuse one with `roost waive \(name)\(example) \
                --reason … --until DATE`; or keep the model apart with `--quarantine`
                """)
    }

    private static func lines(for rule: RuleResult) -> [String] {
        let numbers =
            rule.required.map { required in
                rule.score.map {
                    "\($0.asScore), \(required.asScore) required, \((rule.gap ?? required - $0).asScore) short: "
                } ?? "\(required.asScore) required: "
            } ?? ""
        let doubt = rule.outcome == .review ? " (a person must decide)" : ""
        let line = "  \(rule.title)\(doubt): \(numbers)\(rule.reason.oneLine(limit: 300))"
        return [line] + (rule.remedy.map { ["    remedy: \($0.oneLine(limit: 300))"] } ?? [])
    }
}

extension Verdict {
    /// The metrics that stand in the way, as the package contract prints them: `Bus Factor (0.3 < 0.5), Ramp-Up Time (0.4 < 0.5)`.
    package var failedMetrics: String {
        standing.filter { $0.rule.hasPrefix("metric.") }.map { rule in
            "\(rule.title) (\(rule.score?.asScore ?? "unknown") < \(rule.required?.asScore ?? "?"))"
        }.joined(separator: ", ")
    }
}
