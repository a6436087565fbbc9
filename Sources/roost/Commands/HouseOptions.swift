import ArgumentParser
import Domain
import FoundationEssentials
import Logging
import Server
import Wire

/// What every command understands.
struct HouseOptions: ParsableArguments {
    @Option(name: .long, help: "The folder Roost keeps everything in (default: $ROOST_HOME, else ~/.roost).")
    var home: String?

    @Flag(name: .shortAndLong, help: "Say more on stderr.")
    var verbose = false

    @Flag(name: .shortAndLong, help: "No progress, and names only in lists.")
    var quiet = false

    /// Opens the house, does something in it, and closes it whatever happens.
    func withHouse<T>(
        _ flags: Settings.Flags = Settings.Flags(), _ body: (House) async throws -> T
    ) async throws -> T {
        let house = try await House.open(try await settings(flags), logger: logger())
        do {
            let value = try await body(house)
            try await house.close()
            return value
        } catch {
            try? await house.close()  // The first error says more.
            throw error
        }
    }

    func settings(_ flags: Settings.Flags = Settings.Flags()) async throws -> Settings {
        var flags = flags
        flags.home = flags.home ?? home
        return try await Settings(flags: flags, environment: ProcessInfo.processInfo.environment)
    }

    func logger() -> Logger {
        var logger = Logger(label: "roost") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = verbose ? .debug : quiet ? .error : .warning
        return logger
    }
}

/// `--json` of everything that reads.
struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON.")
    var json = false

    /// Prints the value as JSON when asked, else as the closure has it.
    func show(_ value: some Encodable, _ plain: () -> Void) throws {
        if json { Terminal.say(try WireJSON.text(value)) } else { plain() }
    }
}
