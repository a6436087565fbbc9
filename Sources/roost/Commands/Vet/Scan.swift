import ArgumentParser
import Domain
import Scoring
import SystemPackage
import Wire

struct Scan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look for what would run when files are loaded.",
        discussion: """
            Nothing is loaded. Exit codes: 0 all safe · 1 something suspicious or unsafe · 3 nothing of that, but something \
            that could not be looked into
            """)

    @Argument(help: "A file or a folder.")
    var path: String

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let report = ScanReport(try await Scanner().scan(path: FilePath(path)))
        try output.show(report.scans) {
            for scan in report.scans where scan.verdict != .safe {
                Terminal.say("\(scan.verdict.rawValue)  \(Terminal.safe(scan.path))")
                for finding in scan.findings { Terminal.say("    \(Terminal.safe(Self.line(finding)))") }
            }
            let counts = ScanVerdict.allCases.reversed().compactMap { verdict in
                report.counts[verdict].map { "\($0) \(verdict.rawValue)" }
            }
            Terminal.complain(
                "\(Words.count(report.scans.count, "file")): \(counts.isEmpty ? "nothing to scan" : counts.joined(separator: ", "))"
            )
        }
        switch report.verdict {
        case .safe: break
        case .unscanned: throw Exit.Silent(code: .nothing)
        case .suspicious, .unsafe: throw Exit.Silent(code: .found)
        }
    }

    /// `unsafe pickle-import archive/data.pkl at 12: …`
    private static func line(_ finding: ScanFinding) -> String {
        let place = [finding.member, finding.offset.map { "at \($0)" }].compactMap(\.self).joined(separator: " ")
        return "\(finding.verdict.rawValue) \(finding.rule)\(place.isEmpty ? "" : " \(place)"): \(finding.message)"
    }
}
