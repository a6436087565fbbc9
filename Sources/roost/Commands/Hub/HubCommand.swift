import ArgumentParser

struct HubCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hub", abstract: "See the Hubs this house asks, and sign in to them.",
        discussion: "Which Hubs there are is set by `hubs` in config.yaml, HF_ENDPOINT or ROOST_HUB.",
        subcommands: [HubList.self, HubLogin.self, HubLogout.self], defaultSubcommand: HubList.self)
}
