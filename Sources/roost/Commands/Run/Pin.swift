import ArgumentParser
import Domain
import Engines
import Server
import Wire

struct Pin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep a model in the server's memory, or for a time of its own when nobody uses it.",
        discussion: "From its next use on, nothing pushes a pinned model out, until `roost unpin`. It is remembered.")

    @Argument(help: "The model.") var model: String
    @Option(name: .long, help: "How long it stays when nobody uses it: 30m, 2h; without it, for ever.")
    var `for`: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func validate() throws {
        if let time = `for`, KeepAlive(time) == nil {
            throw ValidationError("--for is a time such as 30m, not `\(time)`")
        }
    }

    func run() async throws {
        let wish = RuntimeWish(model: model, keepAlive: `for`)
        let kept = try await options.withHouse { try await $0.pinModel(wish) }
        try output.show(kept) {
            if !options.quiet { Terminal.complain("\(kept.model) stays " + (kept.keepAlive ?? "until `roost unpin`")) }
        }
    }
}
