import ArgumentParser
import Server
import Wire

struct RouteList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls", abstract: "List the routes, and how the models they lead to do.", aliases: ["list", "show"])

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let view = try await options.withHouse { try await $0.routesView() }
        try output.show(view) {
            if options.quiet { return view.routes.forEach { Terminal.say(Terminal.safe($0.name)) } }
            if let problem = view.problem { Terminal.complain("not in force: \(Terminal.safe(problem))") }
            guard !view.routes.isEmpty else {
                return Terminal.complain("there are no routes; write routes.yaml in the home, see docs/routing.md")
            }
            var table = Table("ROUTE", "MODELS, IN ORDER", "TRIES", "STATE")
            for route in view.routes {
                let legs = route.legs.map { $0.breaker == "closed" ? $0.leg : "\($0.leg) (\($0.breaker))" }
                let state = route.enabled ? route.private ? "on, private" : "on" : "off"
                table.add(route.name, legs.joined(separator: " > "), "\(route.attempts)", state)
            }
            table.show()
        }
    }
}
