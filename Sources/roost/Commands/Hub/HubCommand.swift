import ArgumentParser

struct HubCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hub", abstract: "See and change which Hubs this house asks, and sign in to them.",
        discussion:
            "Which Hubs there are is set by `hubs` in config.yaml, HF_ENDPOINT or ROOST_HUB; `roost hub add` adds more.",
        subcommands: [HubList.self, HubAdd.self, HubRemove.self, HubLogin.self, HubLogout.self],
        defaultSubcommand: HubList.self)
}
