import Access
import ArgumentParser
import Domain
import Jobs
import Logging
import MCP
import Server
import UnixSignals
import Wire

struct MCPCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp",
        abstract: "Speak the Model Context Protocol on stdin and stdout, for a client that starts this.",
        discussion: """
            What goes on is said on stderr. Pulls are done by this process, or by a running server, whoever is first; what is \
            not done when the client goes stays queued. Over HTTP the same is at /mcp of `roost serve`.
            """)

    @Flag(name: .long, help: "Neither show nor use tools that change anything.")
    var readOnly = false

    @OptionGroup var options: HouseOptions

    func run() async throws {
        try await options.withHouse { house in
            let (jobs, queued) = AsyncStream<JobID>.makeStream()
            let desk = house.mcpDesk(isReadOnly: readOnly || house.settings.mcpReadsOnly) { queued.yield($0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await StdioServer(desk: desk, caller: Caller(.local)).run() }
                group.addTask { await Self.work(on: jobs, in: house) }
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return }
                }
                // The client has left, or a signal came: what is going on is put back into the queue.
                try await group.next()
                group.cancelAll()
            }
        }
    }

    /// Does what clients asked for, each as `roost pull` would.
    private static func work(on jobs: AsyncStream<JobID>, in house: House) async {
        await withDiscardingTaskGroup { group in
            for await id in jobs {
                group.addTask {
                    do { try await JobView.see(id, through: house) } catch {
                        house.logger.debug("A job was left", metadata: ["job.id": "\(id)", "error": "\(error)"])
                    }
                }
            }
        }
    }
}
