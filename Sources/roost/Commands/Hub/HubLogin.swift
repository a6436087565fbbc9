import ArgumentParser
import Domain
import Server
import Wire

struct HubLogin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Store the token one Hub is asked with; it is read from stdin.",
        discussion: """
            On a terminal it is asked for and not shown; else: `roost hub login < token-file`. It is tried first, kept in a file of the \
            home that only its owner can read, used in place of HF_TOKEN for this Hub, and sent to no other.
            """)

    @Argument(help: "The Hub, as `roost hub list` names it (default: the first that takes a token).") var hub: String?
    @Flag(name: .long, help: "Do not try it first.") var noCheck = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let view = try await options.withHouse { house in
            let known = try house.hub(named: hub)
            let token = try PasswordInput.line("token for \(Terminal.safe(known.address)): ", of: "token")
            if !noCheck { try await attempt(token, at: known, house) }
            return try await house.setHubToken(token, for: known.id, by: .local)
        }
        try output.show(view) {
            Terminal.complain(Terminal.safe("the token for \(view.address) is stored"))
            if view.isExposed { Terminal.complain("note: it is sent to \(view.address) unencrypted") }
        }
    }

    /// A token that the Hub refuses is not stored; one that it cannot be asked about is.
    private func attempt(_ token: String, at hub: HubView, _ house: House) async throws {
        let check = try await house.checkHub(hub.id, with: token)
        guard let problem = check.problem else { return }
        guard ["unauthorized", "forbidden"].contains(problem.code) else {
            return Terminal.complain("note: \(Terminal.safe(problem.message)); the token could not be tried")
        }
        throw Problem(
            .unauthorized, "\(hub.address) does not take this token, so it was not stored", hint: problem.hint)
    }
}
