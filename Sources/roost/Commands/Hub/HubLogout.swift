import ArgumentParser
import Server
import Wire

struct HubLogout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logout", abstract: "Take away the token that was stored for a Hub.")

    @Argument(help: "The Hub, as `roost hub list` names it (default: the first that takes a token).") var hub: String?
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let view = try await options.withHouse { try await $0.setHubToken(nil, for: hub, by: .local) }
        try output.show(view) {
            let rest = view.tokenSource.map { "; the one of \($0) is used" } ?? ""
            Terminal.complain(Terminal.safe("no token is stored for \(view.address)\(rest)"))
        }
    }
}
