import ArgumentParser
import Domain
import Registry
import Server
import Wire

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a kept model as one package (.zip) that `roost import` verifies offline.")

    @Argument(help: "The model; @revision for another version.") var model: String
    @Option(name: .shortAndLong, help: "Where to write it (default: NAME-COMMIT.zip here).", completion: .file())
    var output: String?

    @Flag(name: .long, help: "Print JSON.") var json = false
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let name = try KeptName(model)
        let bar = ProgressBar(isShown: !options.quiet)
        try await options.withHouse { house in
            let repository = try await house.catalogue.resolve(name.name)
            let report = try await house.exporter.run(repository, at: name.revision, to: output) { done, total in
                bar.show("writing", completed: done, total: total, detail: "\(ByteCount(done)) of \(ByteCount(total))")
            }
            bar.end()
            Terminal.say(json ? try WireJSON.text(report) : report.path)
        }
    }
}
