import ArgumentParser
import Gateway
import Server
import Wire

struct RouteApply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Put a file of routes in force: checked, written whole, the one before kept beside it.",
        discussion: "A server that runs takes it over within a second. Exit code 1 when it cannot be used.")

    @Argument(help: "The file.", completion: .file()) var file: String
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let text = try RouteText.read(file)
        var report = RoutesCheckReport(text)
        report.file = file
        if report.valid {
            try await options.withHouse { house in _ = try house.gateway.routes.save(text, expecting: nil) }
        }
        try output.show(report) { RouteCheck.show(report) }
        if !report.valid { throw Exit.Silent(code: .found) }
    }
}
