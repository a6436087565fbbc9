import Access
import ArgumentParser
import Domain
import Logging
import Server

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the house: mirror at /hub, REST at /api/v1, MCP at /mcp, /healthz, /readyz, /metrics.")

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
        try await Server.run(settings, logger: logger, firstAccount: Self.announce) { address in
            Terminal.complain("roost is at home on \(address)")
            Terminal.complain("  Hub mirror   HF_ENDPOINT=\(address)/hub")
            if let sample = settings.sampleHub { Terminal.complain("  sample Hub   \(sample), served there too") }
        }
    }

    /// On the terminal and nowhere else: a logger may write to where many read.
    private static func announce(_ account: AccessService.FirstAdministrator) {
        guard let password = account.generated else {
            return Terminal.complain("made the account `\(account.name)` with the password that was given")
        }
        Terminal.complain("made the account `\(account.name)` with the password \(password.revealed)")
        Terminal.complain("  it is shown this once; `roost user passwd \(account.name)` sets another")
    }
}
