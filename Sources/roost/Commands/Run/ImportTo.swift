import ArgumentParser
import Domain
import Engines
import Server
import Wire

struct ImportTo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-to", abstract: "Bring a kept model to an Ollama, with its template and licence.",
        discussion: """
            The bytes go there by their digest, and only when they are not there yet. Only models that the gate let in are \
            brought anywhere.
            """)

    @Argument(help: "Where to: ollama.") var engine: String
    @Argument(help: "The model: org/name, org/name:Q4_K_M.") var model: String
    @Option(name: .customLong("as"), help: "What it is called there (default: its own name).") var name: String?
    @Option(name: .long, help: "Where the Ollama is (default: $OLLAMA_HOST, else 127.0.0.1:11434).") var host: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func validate() throws {
        guard engine == "ollama" else { throw ValidationError("models are brought to `ollama`, not to `\(engine)`") }
    }

    func run() async throws {
        let wish = ImportToWish(model: model, to: engine, name: name, host: host)
        try await options.withHouse { house in
            let job = try await house.enqueue(importTo: wish)
            let text = try await JobView.follow(job, in: house, quiet: options.quiet || output.json)
            let report = try WireJSON.decode(ImportToReport.self, from: text ?? "{}")
            try output.show(report) {
                Terminal.say("\(report.model) is \(report.name) in the Ollama at \(report.address)")
            }
        }
    }
}
