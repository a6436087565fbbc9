import ArgumentParser
import Domain
import Registry
import Scoring
import Server
import Wire

struct PolicyShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the policy in force, or a built-in one to begin your own with.",
        discussion: "`roost policy show baseline > ~/.roost/policy.yaml` makes a file that changes nothing yet.")

    @Argument(help: "strict, baseline, package or artifact; the policy in force when left out.")
    var preset: String?

    @Flag(name: .long, help: "Print everything it means as JSON, nothing left out.") var json = false
    @OptionGroup var options: HouseOptions

    func run() async throws {
        guard let preset else { return try await showInForce() }
        guard let known = PolicyPreset(rawValue: preset) else {
            let names = PolicyPreset.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("there is no policy `\(Terminal.safe(preset))`: there are \(names)")
        }
        try show(try known.policy, known.text)
    }

    private func showInForce() async throws {
        let settings = try await options.settings()
        let loaded = try await PolicyStore(path: settings.policyFile, logger: options.logger()).current()
        try show(loaded.policy, loaded.text)
        if !options.quiet {
            let source = loaded.file ?? "the built-in preset: there is no `\(settings.policyFile)`"
            Terminal.complain("`\(loaded.policy.name)` \(loaded.digest.prefix(12)), from \(source)")
        }
    }

    private func show(_ policy: Policy, _ text: String) throws {
        guard json else { return Terminal.say(text) }
        Terminal.say(try WireJSON.exactText(policy.json))
    }
}
