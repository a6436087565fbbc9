import SystemPackage
import ArgumentParser
import Domain
import Registry
import Scoring
import Server
import Wire

struct PolicyCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say everything that is wrong in a policy file, and what it would change here.",
        discussion: "Nothing is put in force. Exit code 1 when the file cannot be used.")

    @Argument(help: "The file (default: policy.yaml in the home).", completion: .file())
    var file: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let settings = try await options.settings()
        let home = Home(settings.home, environment: settings.environment)
        let report = try await report(on: home, standard: settings.policyFile.string)
        try output.show(report) { Self.show(report) }
        if !report.valid { throw Exit.Silent(code: .found) }
    }

    private func report(on home: Home, standard: String) async throws -> PolicyCheckReport {
        let path = file ?? standard
        var report = PolicyCheckReport(
            file: path, valid: false, mistakes: [], policy: nil, policyDigest: nil, effect: nil)
        do {
            let read = try PolicyStore.read(path)
            if read == nil, file != nil { throw Problem(.notFound, "there is no file `\(path)`") }
            let loaded = try read ?? LoadedPolicy.standard
            report.file = loaded.file
            report.valid = true
            report.policy = loaded.policy.name
            report.policyDigest = loaded.digest
            // A home is not made only to see that nothing is in it.
            if home.isThere {
                report.effect = try await options.withHouse {
                    try await $0.gate.rescore(to: loaded.policy, recording: false)
                }
            }
        } catch let error as PolicyError {
            report.mistakes = error.mistakes
        }
        return report
    }

    static func show(_ report: PolicyCheckReport) {
        let file = Terminal.safe(report.file ?? "the built-in preset")
        for mistake in report.mistakes { Terminal.say(Terminal.safe("\(file): \(mistake.text)")) }
        guard let policy = report.policy else {
            return Terminal.complain("\(Words.count(report.mistakes.count, "mistake")); the file is not used")
        }
        Terminal.say("\(file): `\(policy)` can be used, \(report.policyDigest?.prefix(12) ?? "")")
        if let effect = report.effect { PolicyRescore.show(effect) }
    }
}
