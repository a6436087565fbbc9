import ArgumentParser
import Blobs
import Domain
import Gateway
import Server
import SystemPackage
import Wire

struct RouteCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say everything that is wrong in a file of routes.",
        discussion: "Nothing is put in force. Exit code 1 when the file cannot be used.")

    @Argument(help: "The file (default: routes.yaml in the home).", completion: .file())
    var file: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let settings = try await options.settings()
        let path = file ?? settings.routesFile.string
        let text = try RouteText.read(path, isRequired: file != nil)
        var report = RoutesCheckReport(text)
        report.file = path
        try output.show(report) { Self.show(report) }
        if !report.valid { throw Exit.Silent(code: .found) }
    }

    static func show(_ report: RoutesCheckReport) {
        let file = report.file ?? "routes.yaml"
        for mistake in report.mistakes {
            let place = mistake.line.map { ":\($0)" } ?? ""
            let key = mistake.key.isEmpty ? "" : "\(mistake.key) "
            Terminal.say(Terminal.safe("\(file)\(place): \(key)\(mistake.message)"))
        }
        if report.valid {
            let names = report.routes.isEmpty ? "no routes" : report.routes.joined(separator: ", ")
            Terminal.say(Terminal.safe("\(file) is right: \(names)"))
        }
    }
}

/// The text of a file of routes.
enum RouteText {
    static func read(_ path: String, isRequired: Bool = true) throws -> String {
        do {
            let text = try TextFile(FilePath(path), maximumBytes: RoutesConfig.maximumBytes).read()?.text
            if let text { return text }
        } catch {
            throw RoutesError.unreadable(file: path, reason: error.reason)
        }
        guard !isRequired else { throw Problem(.notFound, "there is no file `\(path)`") }
        return ""
    }
}
