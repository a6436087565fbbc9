import ArgumentParser
import Domain
import Logging
import Server

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the house: Hub mirror at /hub, REST at /api/v1, health at /healthz and /readyz, /metrics.")

    @Option(name: .long, help: "The port on 127.0.0.1 (default: $ROOST_PORT, else 8899).") var port: Int?
    @Option(name: .long, help: "The Hub that pulls ask, as a URL (default: $HF_ENDPOINT, else huggingface.co).")
    var hub: String?
    @Option(name: .long, help: "A folder of repositories to serve beside the registry.") var sampleHub: String?

    @OptionGroup var options: HouseOptions

    func run() async throws {
        let flags = Settings.Flags(home: options.home, port: port, hub: hub, sampleHub: sampleHub)
        let settings = try await options.settings(flags)
        var logger = options.logger()
        if !options.quiet, !options.verbose { logger.logLevel = .info }
        try await Server.run(settings, logger: logger) { address in
            Terminal.complain("roost is at home on \(address)")
            Terminal.complain("  Hub mirror   HF_ENDPOINT=\(address)/hub")
            if let sample = settings.sampleHub { Terminal.complain("  sample Hub   \(sample), served there too") }
        }
    }
}
