import ArgumentParser
import Domain
import Registry
import Server
import Wire

struct Reproduce: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Run the example of a kept model's card in a sandbox, and have the gate decide again with what came of it.",
        discussion: """
            The kept files are where the Hub's own client looks for them; there is no network. `reproduce.python` names an \
            interpreter with the libraries; what is missing here leaves the answer unknown, never zero.
            Exit codes: 0 ran as printed · 1 ran only after edits, or failed · 2 failed to try · 3 could not be run here
            """)

    @Argument(help: "The name of a kept model, with @revision for a version that is not the current one.")
    var model: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let report: ReproduceReport = try await options.withHouse { house in
            let parts = model.split(separator: "@", maxSplits: 1).map(String.init)
            let revision = try parts.count < 2 ? nil : Self.revision(parts[1])
            let name = try await house.catalogue.resolve(parts.first ?? "", kind: .model)
            let job = try await house.enqueue(reproduce: name, at: revision)
            let text = try await JobView.follow(job, in: house, quiet: options.quiet)
            return try WireJSON.decode(ReproduceReport.self, from: text ?? "{}")
        }
        try output.show(report) { say(report) }
        switch report.outcome {
        case "ran_as_printed": break
        case "not_run": throw Exit.Silent(code: .nothing)
        default: throw Exit.Silent(code: .found)
        }
    }

    private static func revision(_ text: String) throws -> Revision {
        guard let revision = Revision(text) else { throw ValidationError("`\(text)` is no revision") }
        return revision
    }

    private func say(_ report: ReproduceReport) {
        Terminal.say("\(report.model)@\(report.commit.prefix(12))  \(Terminal.safe(report.reason))")
        if let score = report.score {
            let how = report.outcome == "not_run" ? "  as judged without this run" : ""
            Terminal.say("reproducibility  \((score * 100).rounded() / 100)\(how)")
        }
        if let environment = report.environment { Terminal.say("ran with         \(Terminal.safe(environment))") }
        if let verdict = report.verdict {
            Terminal.say(
                "gate             \(verdict.decision.rawValue) by `\(verdict.policy)`: \(Terminal.safe(verdict.reason))"
            )
        }
        for line in report.output.split(separator: "\n").suffix(20) {
            Terminal.say("  | \(Terminal.safe(String(line)))")
        }
    }
}
