import Access
import ArgumentParser
import Domain
import Glibc
import Registry
import Server
import Wire

struct Waive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Excuse a model from one rule, for a reason and until a day.",
        discussion: """
            For the version named with @revision, without one for that which was assessed last, with --any-version for all. The \
            rules are those `roost verdict` lists; of metrics the bare name is enough.
            """)

    @Argument(help: "The model; @revision for one version.") var model: String
    @Argument(help: "The rule, such as metric.bus_factor or license.allowed.") var rule: String
    @Option(name: .long, help: "Why; whoever looks later wants to know.") var reason: String
    @Option(name: .long, help: "The last day, 2026-12-31, in UTC.") var until: String
    @Option(name: .long, help: "Who gives it (default: your name on this machine).") var by: String?
    @Flag(name: .long, help: "For every version, also later ones.") var anyVersion = false
    @Flag(name: .long, help: "It is a data set.") var dataset = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let name = try GateName(model, isDataset: dataset)
        if anyVersion, name.revision != nil {
            throw ValidationError("--any-version and a revision contradict each other")
        }
        let end = try Self.end(of: until)
        let report = try await options.withHouse { house in
            let model = try await name.model(in: house)
            let commit = anyVersion ? nil : try await name.commit(of: model, in: house)
            return try await house.gate.waive(
                WaiverWish(
                    model: model, commit: commit, rule: rule, reason: reason, by: by ?? Identity.local.actor, until: end
                ))
        }
        try output.show(report) { Self.show(report) }
    }

    static func show(_ report: WaiverReport) {
        let waiver = report.waiver
        Terminal.say(waiver.id)
        let version = waiver.commit.map { "@\($0.prefix(12))" } ?? ", every version"
        let verb = waiver.revokedAt == nil ? "waived until \(waiver.until.prefix(10))" : "waived no longer"
        Terminal.complain(Terminal.safe("\(waiver.model)\(version): `\(waiver.rule)` is \(verb)"))
        for change in report.changed {
            let before = change.before?.rawValue ?? "undecided"
            Terminal.complain(
                Terminal.safe(
                    "\(change.model)@\(change.commit.prefix(12)): \(before) → \(change.after.rawValue)"
                        + (change.kept ? "" : "; pull it again to have it")))
        }
    }

    /// A day is meant to its end.
    private static func end(of text: String) throws -> Int64 {
        guard let moment = Moment.milliseconds(text) else {
            throw ValidationError("`\(Terminal.safe(text))` is no date such as 2026-12-31")
        }
        return text.utf8.count == 10 ? moment + 86_400_000 - 1 : moment
    }
}
