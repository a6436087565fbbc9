import Access
import ArgumentParser
import Server
import Wire

struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show who did what, and who was refused what, the newest first.")

    @Option(name: .long, help: "Only this one's: a user, `cli:<unix user>`, anonymous or system.") var actor: String?
    @Option(name: .long, help: "Only this action, such as user.add or model.remove.") var action: String?
    @Option(name: .long, help: "Only about this.") var subject: String?
    @Option(name: .long, help: "done, refused or failed.") var outcome: String?
    @Option(name: .long, help: "How many at most.") var limit = 50

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        var filter = AuditFilter(actor: actor, action: action, subject: subject)
        if let outcome {
            guard let known = AuditOutcome(rawValue: outcome) else {
                throw ValidationError("--outcome does not know `\(outcome)`")
            }
            filter.outcome = known
        }
        let entries = try await options.withHouse { [filter] in
            try await $0.audit.entries(filter, limit: limit)
        }.map(AuditView.init)
        try output.show(entries) {
            var table = Table("AT", "WHO", "WHAT", "WHICH", "OUTCOME", "FROM", "TIMES", "DETAIL")
            for entry in entries {
                table.add(
                    String(entry.at.prefix(19)), entry.actor, entry.action, entry.subject, entry.outcome,
                    entry.address ?? "-", "\(entry.times)", entry.detail ?? "-")
            }
            table.show()
            if entries.isEmpty { Terminal.complain("nothing yet") }
        }
    }
}
