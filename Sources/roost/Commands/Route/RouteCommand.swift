import ArgumentParser

struct RouteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route", abstract: "See, check, apply and try whom requests are put to.",
        discussion: "Routes stand in routes.yaml in the home; docs/routing.md shows every part.",
        subcommands: [
            RouteList.self, RouteCheck.self, RouteApply.self, RouteTest.self, RouteSchemaShow.self,
        ],
        defaultSubcommand: RouteList.self)
}
