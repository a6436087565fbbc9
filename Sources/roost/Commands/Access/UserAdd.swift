import Access
import ArgumentParser
import Domain
import Server
import Wire

struct UserAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a user; the generated password is printed once.")

    @Argument(help: "The name (with --first: `admin` when left out).") var name: String?
    @Option(name: .long, help: "What the user may do, with commas.") var permissions = "search,download"
    @Flag(name: .long, help: "Make the first administrator; an error where there is a user.") var first = false
    @Flag(name: .long, help: "Read the password from stdin instead of generating one.") var passwordStdin = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        guard let text = name ?? (first ? UserName.admin.text : nil) else { throw ValidationError("a name is missing") }
        let user = try UserName(typed: text)
        let given = passwordStdin ? try Password(new: try PasswordInput.line(), for: user) : nil
        let granted = try Permissions(names: permissions.split(separator: ",").map(String.init))
        let view = try await options.withHouse { house in
            first
                ? try await addFirst(user, given, house)
                : try await add(user, given ?? .generated(), granted, isGenerated: given == nil, house)
        }
        try output.show(view) {
            Terminal.complain("\(view.user.name) may \(view.user.permissions.joined(separator: ", "))")
            if let password = view.password { Terminal.say(password) }
        }
    }

    private func addFirst(_ name: UserName, _ password: Password?, _ house: House) async throws -> NewUserView {
        guard let made = try await house.access.createFirstAdministrator(name, preset: password, by: .local) else {
            throw Problem(.conflict, "there are users already", hint: "see `roost user ls`; leave out `--first`")
        }
        return NewUserView(user: UserView(try await house.access.user(name)), password: made.generated?.revealed)
    }

    private func add(
        _ name: UserName, _ password: Password, _ permissions: Permissions, isGenerated: Bool, _ house: House
    ) async throws -> NewUserView {
        let user = try await house.access.addUser(name, password: password, permissions: permissions, by: .local)
        return NewUserView(user: UserView(user), password: isGenerated ? password.revealed : nil)
    }
}
