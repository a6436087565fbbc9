import ArgumentParser
import Server
import Wire

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what is present, what is missing, and how to get it (exit 1 when something needed is missing).")

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let report = await Diagnosis(settings: try await options.settings(), logger: options.logger()).report()
        try output.show(report) {
            for check in report.checks {
                Terminal.say(
                    "\(check.state == "ok" ? "ok      " : check.state == "missing" ? "missing " : "note    ")\(check.name): \(Terminal.safe(check.detail))"
                )
                if let remedy = check.remedy { Terminal.say("        \(remedy)") }
            }
        }
        if report.checks.contains(where: { $0.state == "missing" }) { throw Exit.Silent(code: .found) }
    }
}
