import ArgumentParser
import Domain
import Registry
import Server
import Wire

struct PolicyRescore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rescore", abstract: "Decide again about everything that was assessed, without a network.",
        discussion: "A running server does it by itself when the policy changes.")

    @Flag(name: .long, help: "Only tell whose verdict would change.") var dryRun = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let report = try await options.withHouse { try await $0.gate.rescore(recording: !dryRun) }
        try output.show(report) { Self.show(report) }
    }

    static func show(_ report: RescoreReport) {
        let would = report.recorded ? "" : "would "
        for change in report.changed {
            let rules = change.rules.map { rule in
                "\(rule.title) \(rule.before?.rawValue ?? "not asked") → \(rule.after?.rawValue ?? "not asked")"
            }
            Terminal.say(
                Terminal.safe(
                    "\(change.model)@\(change.commit.prefix(12)): \(change.before?.rawValue ?? "undecided") → "
                        + "\(change.after.rawValue)\(change.kept ? "" : " (not kept)"): "
                        + rules.joined(separator: ", ")))
        }
        let verdicts = Words.count(report.decided, "verdict")
        Terminal.complain("\(report.changed.count) of \(verdicts) \(would)change under `\(report.policy)`")
        if report.unassessed > 0 {
            Terminal.complain("\(Words.count(report.unassessed, "kept version")) never went through the gate")
        }
    }
}
