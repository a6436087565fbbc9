import ArgumentParser

struct WaiversCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waivers", abstract: "See and revoke the exceptions people made.",
        subcommands: [WaiversList.self, WaiversRevoke.self], defaultSubcommand: WaiversList.self)
}
