import ArgumentParser
import Domain
import Registry
import Server
import Wire

struct VerdictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verdict", abstract: "Show what the gate last said of a model, rule by rule.")

    @Argument(help: "The model; @revision for one version.") var model: String
    @Flag(name: .long, help: "It is a data set.") var dataset = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let name = try GateName(model, isDataset: dataset)
        let verdict = try await options.withHouse { house in
            let model = try await name.model(in: house)
            let commit = name.revision == nil ? nil : try await name.commit(of: model, in: house)
            guard let verdict = try await house.gate.ledger.verdict(of: model, at: commit) else {
                throw GateError.neverAssessed(model.path)
            }
            return verdict
        }
        try output.show(verdict) { show(verdict) }
    }

    private func show(_ verdict: Verdict) {
        let facts: [(String, String)] = [
            ("model", "\(verdict.model)@\(verdict.commit)"),
            ("decision", "\(verdict.decision.rawValue): \(verdict.reason)"),
            ("policy", "\(verdict.policy) \(verdict.policyDigest.prefix(12))"),
            ("stage", verdict.stage == .afterScan ? "after the scan" : "before the weights"),
            ("decided", verdict.decidedAt),
        ]
        for (name, value) in facts {
            Terminal.say("\(name)\(String(repeating: " ", count: 10 - name.count))\(Terminal.safe(value))")
        }
        Terminal.say("")
        var table = Table("RULE", "OUTCOME", "SCORE", "REQUIRED", "GAP", "WHY")
        for rule in verdict.rules {
            table.add(
                rule.rule, rule.outcome.rawValue, Self.number(rule.score), Self.number(rule.required),
                Self.number(rule.gap), rule.waiver.map { "waived by \($0): \(rule.reason)" } ?? rule.reason)
        }
        table.show()
        let remedies = verdict.standing.compactMap { rule in rule.remedy.map { "\(rule.title): \($0)" } }
        for remedy in remedies { Terminal.say("remedy    \(Terminal.safe(remedy))") }
        for waiver in verdict.ignoredWaivers {
            Terminal.complain(
                Terminal.safe("note: the waiver \(waiver.id) of `\(waiver.rule)` does not count: \(waiver.reason)"))
        }
    }

    private static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "-" }
}
