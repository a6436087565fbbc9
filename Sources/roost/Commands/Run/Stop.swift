import ArgumentParser
import Server
import Wire

struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a model out of the server's memory: at once, or when those who use it are done.")

    @Argument(help: "The model, as `roost ps` names it.") var model: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let stopped = try await options.withHouse { try await $0.stopModel(model) }
        try output.show(stopped) { if !options.quiet { Terminal.complain("stopped \(stopped.model)") } }
    }
}
