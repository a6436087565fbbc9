import Access
import ArgumentParser
import Server

struct UserRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Remove users with their tokens and sessions.")

    @Argument(help: "The users.") var names: [String]
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let users = try names.map { try UserName(typed: $0) }
        try await options.withHouse { house in
            for user in users {
                try await house.access.removeUser(user, by: .local)
                Terminal.say(user.text)
            }
        }
    }
}
