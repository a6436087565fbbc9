import ArgumentParser
import Scoring

struct PolicySchemaShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of policy.yaml, for your editor.")

    func run() async throws { Terminal.say(PolicySchema.text) }
}
