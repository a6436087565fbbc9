import Access
import ArgumentParser
import Server
import Wire

struct UserIdentities: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identities", abstract: "List the accounts of providers that users sign in with.")

    @Argument(help: "Only of this user.") var name: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let name = try name.map { text throws(AccessError) in try UserName(typed: text) }
        let found = try await options.withHouse { house in
            if let name { _ = try await house.access.user(name) }
            return try await house.access.identities(of: name)
        }
        let views = found.map(IdentityView.init)
        try output.show(views) {
            if options.quiet { return views.forEach { Terminal.say(Terminal.safe("\($0.issuer) \($0.subject)")) } }
            var table = Table("USER", "PROVIDER", "SUBJECT", "E-MAIL", "BY", "LAST USED")
            for view in views {
                table.add(
                    view.user, view.provider, Terminal.safe(view.subject), Terminal.safe(view.email ?? "-"),
                    view.origin, view.usedAt.map { String($0.prefix(16)) } ?? "-")
            }
            table.show()
            if views.isEmpty { Terminal.complain("no account of a provider is linked; see `roost user link`") }
        }
    }
}
