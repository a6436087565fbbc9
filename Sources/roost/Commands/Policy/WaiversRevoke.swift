import Access
import ArgumentParser
import Domain
import Registry
import Server
import Wire

struct WaiversRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "End a waiver before its time; the rule counts again at once.")

    @Argument(help: "The waiver; see `roost waivers`.") var id: String
    @Option(name: .long, help: "Who revokes it (default: your name on this machine).") var by: String?
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let report = try await options.withHouse { house in
            try await house.gate.revoke(id, by: by ?? Identity.local.actor)
        }
        try output.show(report) { Waive.show(report) }
    }
}
