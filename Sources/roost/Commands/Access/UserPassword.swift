import Access
import ArgumentParser
import Server
import Wire

struct UserPassword: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passwd",
        abstract:
            "Set a user's password; sessions end, wrong tries are forgotten, and one that is generated is printed once."
    )

    @Argument(help: "The user.") var name: String
    @Flag(name: .long, help: "Read the password from stdin instead of generating one.") var passwordStdin = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let name = try UserName(typed: name)
        let given = passwordStdin ? try Password(new: try PasswordInput.line(), for: name) : nil
        let password = given ?? .generated()
        let user = try await options.withHouse { house in
            try await house.access.setPassword(of: name, to: password, by: .local)
            return try await house.access.user(name)
        }
        try output.show(NewUserView(user: UserView(user), password: given == nil ? password.revealed : nil)) {
            Terminal.complain("\(name) has a new password")
            if given == nil { Terminal.say(password.revealed) }
        }
    }
}
