import ArgumentParser
import CLinux
import Domain
import Glibc
import Logging
import Server

/// The one program.
@main
struct Roost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roost",
        abstract: "A self-hosted home for AI models.",
        discussion: """
            Exit codes: 0 done · 1 something is wrong with what was looked at · 2 failed · 3 nothing to do it with · \
            4 wrong usage · 130 interrupted
            """,
        version: Version.text,
        groupedSubcommands: [
            CommandGroup(
                name: "Models",
                subcommands: [
                    Search.self, Pull.self, List.self, Show.self, Convert.self, Remove.self,
                ]),
            CommandGroup(
                name: "Store", subcommands: [Verify.self, Disk.self, Prune.self, Import.self, Export.self]),
            CommandGroup(
                name: "Gate",
                subcommands: [
                    Vet.self, Reproduce.self, Scan.self, Licence.self, PolicyCommand.self, VerdictCommand.self,
                    Waive.self,
                    WaiversCommand.self,
                ]),
            CommandGroup(
                name: "Run",
                subcommands: [
                    Run.self, RuntimeList.self, Stop.self, Pin.self, Unpin.self, ImportTo.self, RouteCommand.self,
                    RequestsCommand.self,
                ]),
            CommandGroup(name: "Access", subcommands: [UserCommand.self, TokenCommand.self, Audit.self]),
            CommandGroup(
                name: "House",
                subcommands: [
                    Serve.self, MCPCommand.self, HubCommand.self, JobsCommand.self, SandboxCommand.self, Doctor.self,
                ]),
        ])

    static func main() async {
        // glibc gives threads arenas of their own, up to eight for each processor, and what was once needed stays in each.
        mallopt(M_ARENA_MAX, 2)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Exit.now(after: error)
        }
    }
}
