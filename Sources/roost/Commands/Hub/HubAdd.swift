import ArgumentParser
import Server
import Wire

struct HubAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Have one more Hub asked, behind those of the settings.",
        discussion: """
            It counts at once, for a running server too. The address must be public, or named by `reach.allow`. No token goes there but one that \
            `roost hub login` stores for it.
            """)

    @Argument(help: "Its address, such as https://hub.example.org or http://other-roost:8899/hub.") var address: String
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let view = try await options.withHouse { try await $0.addHub(address, by: .local) }
        try output.show(view) { Terminal.complain(Terminal.safe("\(view.address) is asked from now on")) }
    }
}
