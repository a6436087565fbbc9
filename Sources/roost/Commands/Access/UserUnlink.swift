import Access
import ArgumentParser
import Server
import Wire

struct UserUnlink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink", abstract: "Take an account of a provider away from a user; sessions end.",
        discussion: "Who is still on the provider's `allow` comes in again, as a new user.")

    @Argument(help: "The user.") var name: String
    @Option(name: .long, help: "The provider.") var provider: String
    @Option(name: .long, help: "Only the account the provider calls so.") var subject: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let name = try UserName(typed: name)
        let (provider, subject) = (provider, subject)
        let rest = try await options.withHouse { house in
            try await house.access.unlink(name, from: provider, subject: subject, by: .local)
        }
        try output.show(rest.map(IdentityView.init)) {
            Terminal.say("\(name) can no longer sign in through \(Terminal.safe(provider))")
        }
    }
}
