import Wire

/// A report of the gate for people: the answer first, then what it rests on.
struct VetText {
    let lines: [String]

    init(_ report: VetReport, withProbes: Bool) {
        let verdict = report.verdict
        var lines = [
            "\(verdict.decision.rawValue.uppercased())  \(report.model)@\(report.commit.prefix(12))  policy \(verdict.policy)",
            verdict.reason, "",
        ]
        lines += Self.metrics(report.assessment, withProbes: withProbes)
        lines += ["", "asked      \(Terminal.safe(report.source))"]
        lines += ["licence    \(report.licence.verdict.rawValue): \(report.licence.reason)"]
        for link in report.licence.conflicting {
            lines.append("           \(link.source) \(link.subject): \(link.licence?.id ?? link.unknown ?? "unknown")")
        }
        lines += ["", Self.scan(report.scan)]
        for file in report.scan ?? [] where file.verdict != .safe {
            for finding in file.findings {
                lines.append(
                    "           \(file.verdict.rawValue)  \(Terminal.safe(file.path)): \(Terminal.safe(finding.message))"
                )
            }
        }
        let standing = verdict.rules.filter { $0.outcome != .passed }
        if !standing.isEmpty { lines += ["", "rules that did not simply pass:"] }
        for rule in standing { lines += Self.rule(rule) }
        self.lines = lines
    }

    private static func metrics(_ assessment: Assessment, withProbes: Bool) -> [String] {
        var lines = ["metric                   score  why"]
        for metric in assessment.metrics {
            let score = metric.score.map(Self.number) ?? (metric.status == .notApplicable ? "-" : "?")
            lines.append("\(padded(metric.name, 24)) \(padded(score, 6)) \(Terminal.safe(metric.reason))")
            for probe in withProbes ? metric.probes : [] {
                lines.append(
                    "    \(padded(probe.outcome.rawValue, 14)) \(padded(probe.id, 22)) \(Terminal.safe(probe.reason))")
            }
        }
        let net = assessment.netScore.map(Self.number) ?? "?"
        lines.append(
            "\(padded("net_score", 24)) \(padded(net, 6)) over \(number(assessment.knownWeight)) of the weight")
        return lines
    }

    private static func scan(_ scan: [FileScan]?) -> String {
        guard let scan else { return "scan       not scanned: the bytes are looked into by a pull" }
        let worst = scan.map(\.verdict).max() ?? .safe
        return "scan       \(worst.rawValue): \(scan.count) files looked into"
    }

    private static func rule(_ rule: RuleResult) -> [String] {
        var numbers = ""
        if let required = rule.required {
            numbers = " \(rule.score.map(number) ?? "unknown"), \(number(required)) required"
        }
        let line = "  \(padded(rule.outcome.rawValue, 8)) \(rule.title):\(numbers) \(Terminal.safe(rule.reason))"
        guard let remedy = rule.remedy, rule.outcome == .failed || rule.outcome == .review else { return [line] }
        return [line, "           remedy: \(Terminal.safe(remedy))"]
    }

    private static func number(_ value: Double) -> String {
        "\((value * 100).rounded() / 100)"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
