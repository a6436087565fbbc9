import ArgumentParser

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make, list and revoke the tokens that programs sign in with.",
        subcommands: [TokenList.self, TokenCreate.self, TokenRevoke.self], defaultSubcommand: TokenList.self)
}
