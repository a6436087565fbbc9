import ArgumentParser
import Domain
import Registry
import Server
import Wire

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Re-hash what is kept and name what is wrong (exit 1).")

    @Argument(help: "Only this model.")
    var model: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let name = try model.map(KeptName.init)
        let bar = ProgressBar(isShown: !options.quiet)
        let report = try await options.withHouse { house in
            let repository: RepositoryID? = if let name { try await house.catalogue.resolve(name.name) } else { nil }
            return try await house.catalogue.verify(only: repository) { done, total, bytes in
                bar.show("verifying", completed: Int64(done), total: Int64(total), detail: bytes.description)
            }
        }
        bar.end()
        try output.show(report) {
            for blob in report.damaged {
                Terminal.say("\(blob.state)  \(blob.sha256)  \(blob.detail)")
                for user in blob.usedBy { Terminal.say("    \(Terminal.safe(user))") }
            }
            Terminal.complain(
                "\(report.checked) blobs, \(ByteCount(report.bytes)): \(report.damaged.isEmpty ? "all right" : "\(report.damaged.count) wrong")"
            )
            if !report.damaged.isEmpty {
                Terminal.complain("hint: pull the models named again; only what is wrong is fetched")
            }
        }
        if !report.damaged.isEmpty { throw Exit.Silent(code: .found) }
    }
}
