import ArgumentParser
import Server

struct HubRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Have an added Hub asked no more; what came from it stays.", aliases: ["rm"])

    @Argument(help: "The Hub, as `roost hub list` names it.") var hub: String
    @OptionGroup var options: HouseOptions

    func run() async throws {
        try await options.withHouse { try await $0.removeHub(hub, by: .local) }
        Terminal.complain(Terminal.safe("\(hub) is no longer asked"))
    }
}
