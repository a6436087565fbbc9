import Access
import ArgumentParser
import Server

struct TokenRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "End tokens at once.", aliases: ["rm"])

    @Argument(help: "The ids, as `roost token ls` shows them.") var ids: [String]
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let tokens = try ids.map { text in
            guard let id = AccessID(text) else { throw AccessError.noSuchToken }
            return id
        }
        try await options.withHouse { house in
            for token in tokens { Terminal.say(try await house.access.revokeToken(token, by: .local).id.text) }
        }
    }
}
