import ArgumentParser
import Server
import Wire

struct HubList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the Hubs this house asks, and where the token of each comes from.",
        aliases: ["ls"])

    @Flag(name: .long, help: "Ask each of them for one model, and say how long that took.") var check = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    private struct Row: Encodable {
        let hub: HubView
        let check: HubCheckView?
    }

    func run() async throws {
        let rows = try await options.withHouse { house in
            var rows: [Row] = []
            for hub in house.hubList {
                rows.append(Row(hub: hub, check: check ? try await house.checkHub(hub.id) : nil))
            }
            return rows
        }
        try output.show(rows) {
            var table = Table("ADDRESS", "FROM", "TOKEN", "ANSWER")
            for row in rows {
                let token = row.hub.takesToken ? row.hub.tokenSource ?? "none" : "takes none"
                table.add(row.hub.address, row.hub.origin, token, row.check?.words ?? "not asked")
            }
            table.show()
        }
    }
}

extension HubCheckView {
    /// `in 84 ms`, or why not.
    var words: String {
        latencyMs.map { "in \(Int($0.rounded())) ms" } ?? problem?.message ?? "no answer"
    }
}
