import ArgumentParser
import Gateway

struct RouteSchemaShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of routes.yaml, for editors.")

    func run() { Terminal.say(RoutesSchema.text) }
}
