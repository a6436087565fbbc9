import Access
import ArgumentParser
import Domain
import Registry
import Server
import Wire

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take in what is on disk already: a folder, a Hugging Face cache, a .gguf, or a package (.zip).",
        discussion: """
            Bytes are hashed and shared with the original where that is possible and safe (reflink, else hard link of read-only or
            cached files, else copy). The policy decides what is kept, as it does of a pull. Exit codes: 0 all is kept · 1 something was \
            refused · 2 failed
            """)

    @Argument(help: "What to take in.", completion: .file()) var path: String
    @Option(name: .long, help: "The name to keep it under (default: from the path or the cache).") var name: String?
    @Option(name: .long, help: "auto, reflink, hardlink or copy.") var mode = "auto"
    @Flag(name: .long, help: "Keep what the policy refuses, apart: it is not run, mirrored or packaged.")
    var quarantine = false
    @Flag(name: .long, help: "Show what would be taken in, and take in nothing.") var dryRun = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let request = try ImportRequest(path: path, name: name, mode: mode, quarantine: quarantine)
        let bar = ProgressBar(isShown: !options.quiet)
        try await options.withHouse { house in
            let reports = try await house.importer.run(request, dryRun: dryRun) { done, total, what in
                bar.show(what, completed: done, total: total, detail: "\(ByteCount(done)) of \(ByteCount(total))")
            }
            bar.end()
            let kept = reports.filter { !dryRun && $0.refusal == nil }
            try await house.audit.record(.local, "model.import", of: kept.map { ($0.name, $0.commit) })
            try output.show(reports) { reports.forEach(Self.say) }
            let refused = reports.count { $0.refusal != nil }
            guard refused > 0 else { return }
            let rest = refused == reports.count ? "nothing is kept" : "the others are kept"
            Terminal.complain("error: \(refused) of \(Words.count(reports.count, "model")) refused, \(rest)")
            throw Exit.Silent(code: .found)
        }
    }

    private static func say(_ report: ImportReport) {
        if let refusal = report.refusal {
            return refusal.split(separator: "\n").forEach { Terminal.complain(Terminal.safe(String($0))) }
        }
        Terminal.complain("\(report.files) files, \(ByteCount(report.sizeBytes)): \(report.how)")
        if let verdict = report.verdict, verdict.decision == .quarantined {
            Terminal.complain("kept apart: \(Terminal.safe(verdict.reason))")
        }
        Terminal.say(report.commit.isEmpty ? report.name : "\(report.name)@\(report.commit)")
    }
}
