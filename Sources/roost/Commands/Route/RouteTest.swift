import ArgumentParser
import Server
import Wire

struct RouteTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Ask a route for something short, with failures made on the way.",
        discussion: """
            Proves the fallbacks without waiting for a bad day. `--fail primary=429,timeout` makes the first try of the primary \
            model end with status 429 and all others with a timeout; `fallback1=…` is the first fallback. Failures: a status, \
            `timeout`, `network`, `cut`, `bad-json`, or a kind as traces name it. Exit code 1 when nobody answers.
            """)

    @Argument(help: "The route.") var route: String
    @Argument(help: "What to ask; without it a greeting.") var prompt: [String] = []
    @Option(name: .long, help: "What goes wrong: primary=429,timeout; may be given several times.") var fail: [String] =
        []
    @Flag(name: .long, help: "Ask for a stream.") var stream = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let wish = RouteTestWish(
            fail: fail.isEmpty ? nil : fail.joined(separator: " "),
            prompt: prompt.isEmpty ? nil : prompt.joined(separator: " "), stream: stream)
        let report = try await options.withHouse { try await $0.test(route: route, wish) }
        try output.show(report) { Self.show(report) }
        if !report.answered { throw Exit.Silent(code: .found) }
    }

    private static func show(_ report: RouteTestReport) {
        var table = Table("TRY", "MODEL", "ENDED", "AFTER", "WHY")
        for (index, attempt) in report.trace.attempts.enumerated() {
            table.add(
                "\(index + 1)", attempt.leg, attempt.outcome, "\(attempt.startedAfter + attempt.duration) ms",
                attempt.problem ?? "")
        }
        table.show()
        if let model = report.trace.answeredBy {
            Terminal.say(Terminal.safe("\(model) answered: \(report.text ?? "")"))
        } else {
            Terminal.say(Terminal.safe("nobody answered: \(report.trace.problem ?? "")"))
        }
    }
}
