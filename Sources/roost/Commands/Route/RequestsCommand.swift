import ArgumentParser
import Domain
import Gateway
import Server
import Wire

struct RequestsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requests",
        abstract: "What was done for requests to models: who answered, what was tried, and why.")

    @Argument(help: "One request, by its id; without it the newest.") var id: String?
    @Option(name: .long, help: "Only of this route.") var route: String?
    @Option(name: .long, help: "Only those that ended so: answered, failed, broke_off, cancelled.") var outcome: String?
    @Option(name: .shortAndLong, help: "How many, at most.") var limit = 50
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func validate() throws {
        guard (1...500).contains(limit) else { throw ValidationError("--limit is a number from 1 to 500") }
    }

    func run() async throws {
        if let id {
            let trace = try await options.withHouse { try await $0.traces.trace(id, of: nil) }
            guard let trace else {
                throw Problem(.notFound, "no request `\(id)` is known", hint: "see `roost requests`")
            }
            return try output.show(trace) { Self.show(trace) }
        }
        var query = TraceQuery()
        (query.route, query.outcome, query.limit) = (route, outcome, limit)
        let page = try await options.withHouse { [query] house in try await house.traces.page(query) }
        try output.show(page) {
            if options.quiet { return page.requests.forEach { Terminal.say($0.id) } }
            guard !page.requests.isEmpty else { return Terminal.complain("no requests are known") }
            var table = Table("ID", "WHEN", "ASKED FOR", "ANSWERED BY", "TRIES", "TIME", "ENDED")
            for trace in page.requests {
                table.add(
                    trace.id, trace.startedAt, trace.asked, trace.answeredBy ?? "-", "\(trace.attempts.count)",
                    "\(trace.duration) ms", trace.outcome)
            }
            table.show()
        }
    }

    private static func show(_ trace: RequestTrace) {
        Terminal.say(Terminal.safe("\(trace.id): \(trace.asked), asked by \(trace.by) at \(trace.startedAt)"))
        for (index, attempt) in trace.attempts.enumerated() {
            let times = attempt.times.map { ", \($0) times" } ?? ""
            let evicted = attempt.evicted.map { "; \($0.joined(separator: ", ")) went for it" } ?? ""
            let why = times + (attempt.problem.map { ": \($0)" } ?? "") + evicted
            Terminal.say(
                Terminal.safe(
                    "  \(index + 1). \(attempt.leg) \(attempt.outcome) after \(attempt.startedAfter + attempt.duration) ms\(why)"
                ))
        }
        var facts = ["\(trace.outcome) in \(trace.duration) ms"]
        if let prompt = trace.promptTokens { facts.append("\(prompt) + \(trace.answerTokens ?? 0) tokens") }
        if let left = trace.attemptsLeftOut { facts.append("\(left) tries left out") }
        if let cost = trace.cost {
            facts.append("$\(Double(cost) / 1_000_000)" + (trace.isCostEstimated ?? false ? " (estimated)" : ""))
        }
        Terminal.say(Terminal.safe(facts.joined(separator: ", ")))
    }
}
