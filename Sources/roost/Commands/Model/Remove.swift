import Access
import ArgumentParser
import Domain
import Registry
import Server
import Wire

struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Remove a kept model, or with @revision one version of it.")

    @Argument(help: "What to remove.")
    var models: [String]

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let names = try models.map(KeptName.init)
        try await options.withHouse { house in
            var total = RemoveReport(removed: [], freedBytes: 0, sharedBytes: 0)
            for name in names {
                let repository = try await house.catalogue.resolve(name.name)
                let report = try await house.catalogue.remove(repository, at: name.revision)
                try await house.audit.record(.local, "model.remove", report.removed.joined(separator: " "))
                total.removed += report.removed
                total.freedBytes += report.freedBytes
                total.sharedBytes += report.sharedBytes
            }
            try output.show(total) {
                total.removed.forEach { Terminal.say(Terminal.safe($0)) }
                let shared = total.sharedBytes > 0 ? "; \(ByteCount(total.sharedBytes)) stay for others" : ""
                Terminal.complain("freed \(ByteCount(total.freedBytes))\(shared)")
            }
        }
    }
}
