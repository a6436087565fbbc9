import Access
import ArgumentParser
import Server
import Wire

struct UserList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls", abstract: "List the users and what each may do.", aliases: ["list"])

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let users = try await options.withHouse { house in
            let identities = try await house.access.identities()
            return try await house.access.users().map { UserView($0, identities) }
        }
        try output.show(users) {
            if options.quiet { return users.forEach { Terminal.say($0.name) } }
            var table = Table("NAME", "PERMISSIONS", "MADE", "LAST LOGIN")
            for user in users {
                table.add(
                    user.name, user.permissions.joined(separator: ","), String(user.createdAt.prefix(16)),
                    user.lastLoginAt.map { String($0.prefix(16)) } ?? "-")
            }
            table.show()
            if users.isEmpty { Terminal.complain("no users; `roost user add --first` makes an administrator") }
        }
    }
}
