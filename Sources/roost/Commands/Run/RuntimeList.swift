import ArgumentParser
import Domain
import Server
import Wire

struct RuntimeList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ps", abstract: "Show the models in the server's memory: how much, until when, and why.")

    @Flag(name: .long, help: "What was loaded, ended and refused lately, and why.") var decisions = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let view = try await options.withHouse { try await $0.runtimes() }
        try output.show(view) { if decisions { showDecisions(view) } else { show(view) } }
    }

    private func show(_ view: RuntimesView) {
        if options.quiet { return view.instances.forEach { Terminal.say(Terminal.safe($0.model)) } }
        var table = Table("MODEL", "STATE", "MEMORY", "CONTEXT", "USERS", "UNTIL", "WHY")
        for one in view.instances {
            table.add(
                one.model + (one.embedding ? " (embedding)" : ""), one.state, "\(ByteCount(one.memoryBytes))",
                "\(one.context)", "\(one.users)",
                one.pinned ? "stopped" : one.until.map { String($0.prefix(19)) } ?? "-", one.reason ?? "-")
        }
        for one in view.waiting {
            table.add(
                one.model, "waiting", "\(ByteCount(one.needBytes))", "-", "-", "-", "since \(one.since.prefix(19))")
        }
        let loaded = Set(view.instances.map(\.model))
        for one in view.kept where !loaded.contains(one.model) {
            let why = one.keepAlive.map { "stays \($0)" } ?? "not loaded"
            table.add(one.model, one.pinned ? "pinned" : "-", "-", "-", "-", "-", why)
        }
        table.show()
        Terminal.complain("\(ByteCount(view.usedBytes)) of \(ByteCount(view.budgetBytes)) held")
        if let problem = view.problem { Terminal.complain("note: \(problem.message)") }
    }

    private func showDecisions(_ view: RuntimesView) {
        var table = Table("AT", "WHAT", "MODEL", "WHY")
        for one in view.decisions { table.add(String(one.at.prefix(19)), one.kind, one.model, one.reason) }
        table.show()
    }
}
