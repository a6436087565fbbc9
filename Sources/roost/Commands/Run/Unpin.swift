import ArgumentParser
import Server
import Wire

struct Unpin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let a pinned model go: it stays as long as every other when nobody uses it.")

    @Argument(help: "The model.") var model: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let kept = try await options.withHouse { try await $0.unpinModel(model) }
        try output.show(kept) { if !options.quiet { Terminal.complain("\(kept.model) is not pinned") } }
    }
}
