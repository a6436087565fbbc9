import ArgumentParser

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "See, check and apply what this house asks of a model.",
        subcommands: [PolicyShow.self, PolicyCheck.self, PolicyApply.self, PolicySchemaShow.self, PolicyRescore.self],
        defaultSubcommand: PolicyShow.self)
}
