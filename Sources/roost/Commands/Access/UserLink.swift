import Access
import ArgumentParser
import Server
import Wire

struct UserLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Let a user sign in with an account of a provider.",
        discussion: """
            The subject is what the provider calls the account, never an e-mail address: GitHub's number, the `sub` of OpenID. \
            `roost audit --action session.create` shows it of who was turned away.
            """)

    @Argument(help: "The user.") var name: String
    @Option(name: .long, help: "The provider, as `sign-in` in config.yaml calls it.") var provider: String
    @Option(name: .long, help: "What the provider calls the account.") var subject: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let name = try UserName(typed: name)
        let (provider, subject) = (provider, subject)
        let all = try await options.withHouse { house in
            let known = try house.signIn.provider(provider)
            return try await house.access.link(name, to: known, subject: subject, by: .local)
        }
        try output.show(all.map(IdentityView.init)) { Terminal.say("\(name) may sign in through \(provider)") }
    }
}
