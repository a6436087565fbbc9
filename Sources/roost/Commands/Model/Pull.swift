import ArgumentParser
import Domain
import FoundationEssentials
import Jobs
import Registry
import Server
import Wire

struct Pull: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring a model into the house: verified, catalogued, resumable.",
        discussion: """
            MODEL is org/name, org/name@revision, org/name:Q4_K_M, hf.co/org/name, a pasted Hub URL, or ./folder.
            Interrupted pulls go on where they stopped when they are asked for again.
            """)

    @Argument(help: "What to pull.")
    var model: String

    @Option(name: .long, help: "Only files that match (repeatable, globs as in `hf download`).")
    var include: [String] = []

    @Option(name: .long, help: "No files that match (repeatable).")
    var exclude: [String] = []

    @Flag(name: .long, help: "Every file, all quantisations included.")
    var all = false

    @Option(name: .long, help: "model or dataset.")
    var repoType: String?

    @Option(name: .long, help: "The Hub to ask, as a URL.")
    var hub: String?

    @Flag(name: .long, help: "Keep a model that the policy refuses, apart: it is not run, mirrored or packaged.")
    var quarantine = false

    @Flag(name: .long, help: "Show what would be fetched, and fetch nothing.")
    var dryRun = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let request = PullRequest(
            reference: Self.absolute(model), hub: hub, kind: repoType, include: include, exclude: exclude,
            everything: all,
            gate: quarantine ? GateWish(quarantine: true) : nil)
        try await options.withHouse(Settings.Flags(hub: hub)) { house in
            if dryRun { return try await preview(request, house) }
            let job = try await house.enqueue(pull: request)
            let text = try await JobView.follow(job, in: house, quiet: options.quiet)
            let report = try WireJSON.decode(PullReport.self, from: text ?? "{}")
            try output.show(report) { say(report) }
        }
    }

    /// A folder named from here, named from the root: another process may do the job.
    static func absolute(_ reference: String) -> String {
        guard reference.hasPrefix("./") else { return reference }
        let folder = FileManager.default.currentDirectoryPath + reference.dropFirst(1)
        return "file://" + folder.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%25")
    }

    private func preview(_ request: PullRequest, _ house: House) async throws {
        let preview = try await house.puller.preview(request)
        try output.show(preview) {
            for file in preview.files where file.wanted {
                Terminal.say(
                    "\(file.kept ? "kept " : "fetch")  \(ByteCount(file.sizeBytes))  \(Terminal.safe(file.path))")
            }
            Terminal.complain("\(preview.selection); would fetch \(ByteCount(preview.missingBytes))")
        }
    }

    private func say(_ report: PullReport) {
        if !options.quiet {
            Terminal.complain(
                report.unchanged
                    ? "unchanged: \(report.files) files, \(ByteCount(report.sizeBytes))"
                    : "kept \(report.files) files, \(ByteCount(report.sizeBytes)); fetched \(ByteCount(report.fetchedBytes))"
            )
        }
        Terminal.say("\(report.name)@\(report.commit)")
    }
}
