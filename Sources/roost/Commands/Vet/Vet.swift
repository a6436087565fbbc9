import ArgumentParser
import Domain
import Registry
import Scoring
import Server
import SystemPackage
import Wire

struct Vet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "May we use this model, and why? Nothing is downloaded but metadata and small files.",
        discussion: """
            Where no Hub can be asked, or none has it, what is kept of the model is judged; `source` then names the house.
            Exit codes: 0 admitted · 1 refused or kept apart · 2 failed.
            `--save` keeps everything that was looked at and found; `--replay` judges it again, offline, to the same answer.
            """)

    @Argument(help: "org/name, org/name@revision, a pasted Hub URL, or ./folder.")
    var model: String?

    @Option(name: .long, help: "The Hub to ask, as a URL.")
    var hub: String?

    @Option(name: .long, help: "model or dataset.")
    var repoType: String?

    @Option(name: .long, help: "The metric rules of a built-in policy instead of the house's own.")
    var policy: String?

    @Option(name: .long, help: "Write what was looked at to this file.")
    var save: String?

    @Option(name: .long, help: "Score what another run saved, instead of asking a Hub.")
    var replay: String?

    @Flag(name: .long, help: "Show every probe, not only the metrics.")
    var probes = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func validate() throws {
        guard (model == nil) != (replay == nil) else {
            throw ValidationError("name a model, or a file with --replay")
        }
        guard replay == nil || (save, hub, repoType) == (nil, nil, nil) else {
            throw ValidationError("--replay asks nobody: it goes with none of --save, --hub and --repo-type")
        }
    }

    func run() async throws {
        let report: VetReport = try await options.withHouse(Settings.Flags(hub: hub)) { house in
            let wish = try GateWish(presetNamed: policy)
            if let replay {
                return try await house.vetter.report(on: try FactsFile.load(from: FilePath(replay)), wish: wish)
            }
            let request = VetRequest(
                reference: Pull.absolute(model ?? ""), hub: hub, kind: repoType, policy: policy, thresholds: nil)
            let (report, saved) = try await house.puller.vet(request, orKept: true)
            if let save { try FactsFile.save(saved, to: FilePath(save)) }
            return report
        }
        try output.show(report) { VetText(report, withProbes: probes).lines.forEach { Terminal.say($0) } }
        if report.verdict.decision != .admitted { throw Exit.Silent(code: .found) }
    }
}
