import Access
import ArgumentParser
import Server
import Wire

struct UserGrant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant", abstract: "Give a user permissions, or take them away.")

    @Argument(help: "The user.") var name: String
    @Argument(help: "search, download, upload, run, train or admin.") var permissions: [String]
    @Flag(name: .long, help: "Take them away.") var revoke = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let name = try UserName(typed: name)
        let named = try Permissions(names: permissions.flatMap { $0.split(separator: ",").map(String.init) })
        let revoke = revoke
        let user = try await options.withHouse { house in
            try await house.access.setPermissions(of: name, by: .local) {
                revoke ? $0.removing(named) : $0.adding(named)
            }
        }
        try output.show(UserView(user)) {
            let list = user.permissions.names.joined(separator: ", ")
            Terminal.say("\(user.name) may \(list.isEmpty ? "do nothing" : list)")
        }
    }
}
