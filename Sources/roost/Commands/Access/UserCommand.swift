import Access
import ArgumentParser

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Say who may use the server, and what each may do.",
        discussion: """
            Permissions: search, download, upload, run, train, admin; admin implies all. The command line itself needs no account: \
            whoever may write to the home may do everything.
            """,
        subcommands: [
            UserList.self, UserAdd.self, UserGrant.self, UserPassword.self, UserRemove.self, UserIdentities.self,
            UserLink.self, UserUnlink.self,
        ],
        defaultSubcommand: UserList.self)
}
