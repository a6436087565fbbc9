import Access
import ArgumentParser
import Server
import Wire

struct TokenList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls", abstract: "List tokens, the newest first, and those that ended within a month.",
        aliases: ["list"])

    @Option(name: .long, help: "Only this user's.") var user: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        var owner: UserName?
        if let user { owner = try UserName(typed: user) }
        let tokens = try await options.withHouse { [owner] in
            try await $0.access.tokens(of: owner, by: .local)
        }.map(TokenView.init)
        try output.show(tokens) {
            if options.quiet { return tokens.forEach { Terminal.say($0.id) } }
            var table = Table("ID", "USER", "NAME", "PERMISSIONS", "UNTIL", "REVOKED", "LAST USED")
            for token in tokens {
                table.add(
                    token.id, token.user, token.name, token.permissions.joined(separator: ","), day(token.expiresAt),
                    day(token.revokedAt), day(token.lastUsedAt))
            }
            table.show()
            if tokens.isEmpty { Terminal.complain("no tokens") }
        }
    }

    private func day(_ moment: String?) -> String { moment.map { String($0.prefix(16)) } ?? "-" }
}
