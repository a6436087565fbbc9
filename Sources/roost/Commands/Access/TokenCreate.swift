import Access
import ArgumentParser
import Server
import Wire

struct TokenCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a token for a user; it is printed once.",
        discussion: "Programs send it as `Authorization: Bearer roost_…`, Hub clients take it from HF_TOKEN.")

    @Option(name: .long, help: "Whose it is.") var user: String
    @Option(name: .long, help: "What it is for.") var name = "cli"
    @Option(name: .long, help: "At most this, with commas (default: all that the user may do).") var permissions:
        String?
    @Option(name: .long, help: "How many days it lasts; 0 for no end.") var days = 90

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        var scope: Permissions?
        if let permissions { scope = try Permissions(names: permissions.split(separator: ",").map(String.init)) }
        let request = try TokenRequest(
            user: try UserName(typed: user), name: name, permissions: scope, days: days == 0 ? nil : days)
        let new = try await options.withHouse { try await $0.access.createToken(request, by: .local) }
        let view = NewTokenView(new)
        try output.show(view) {
            let end = view.details.expiresAt.map { "until \($0.prefix(10))" } ?? "without end"
            Terminal.complain(
                "token \(view.details.id) of \(view.details.user), \(end): \(new.token.permissions.names.joined(separator: ", "))"
            )
            Terminal.say(view.token)
        }
    }
}
