import ArgumentParser
import Domain
import Registry
import Server
import Wire

struct WaiversList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List waivers, and whether each still counts.")

    @Flag(name: .long, help: "Also those that ended or were revoked.") var all = false
    @Option(name: .long, help: "How many at most.") var limit = 200
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let waivers = try await options.withHouse { try await $0.gate.waivers(includingEnded: all, limit: limit) }
        try output.show(waivers) {
            if options.quiet { return waivers.forEach { Terminal.say($0.waiver.id) } }
            var table = Table("ID", "MODEL", "VERSION", "RULE", "UNTIL", "BY", "COUNTS", "REASON")
            for view in waivers {
                let waiver = view.waiver
                table.add(
                    waiver.id, waiver.model, waiver.commit.map { String($0.prefix(12)) } ?? "every", waiver.rule,
                    String(waiver.until.prefix(10)), waiver.by, view.reason.map { "no: \($0)" } ?? "yes", waiver.reason)
            }
            table.show()
            if waivers.isEmpty { Terminal.complain("no waivers") }
        }
    }
}
