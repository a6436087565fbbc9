import Access
import ArgumentParser
import Domain
import Registry
import Scoring
import Server
import Wire

struct PolicyApply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Put a policy file in force: checked, written whole, the one before kept beside it.",
        discussion: """
            The house's own file is replaced, the one before is kept as policy.yaml.before, and what is kept is decided again. \
            With `-` the file is read from stdin. Exit code 1 when it cannot be used.
            """)

    @Argument(help: "The file, or `-`.", completion: .file()) var file: String
    @Flag(name: .long, help: "Only tell whose verdict would change.") var dryRun = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let text = try text()
        let report = try await options.withHouse { house in
            var report = house.gate.check(policy: text)
            report.file = file
            guard report.valid else { return report }
            if !dryRun { _ = try await house.gate.save(policy: text, expecting: nil, by: Identity.local.actor) }
            report.effect = try await house.gate.rescore(to: try Policy(parsing: text), recording: !dryRun)
            return report
        }
        try output.show(report) { PolicyCheck.show(report) }
        if !report.valid { throw Exit.Silent(code: .found) }
    }

    private func text() throws -> String {
        if file == "-" {
            var lines = ""
            // One over the limit is enough to be refused.
            while lines.utf8.count <= Self.bytesAtMost, let line = readLine(strippingNewline: false) { lines += line }
            return lines
        }
        guard let text = try PolicyStore.text(file) else { throw Problem(.notFound, "there is no file `\(file)`") }
        return text
    }

    private static let bytesAtMost = 65_536
}
