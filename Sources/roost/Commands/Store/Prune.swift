import Access
import ArgumentParser
import Domain
import Registry
import Server
import Wire

struct Prune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Remove only what nothing refers to: unreferenced blobs and abandoned downloads.")

    @Flag(name: .long, help: "Show what would be removed, and remove nothing.")
    var dryRun = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let report = try await options.withHouse { house in
            let report = try await house.catalogue.prune(dryRun: dryRun)
            if !dryRun { try await house.audit.record(.local, "store.prune", "\(report.blobs) blobs") }
            return report
        }
        try output.show(report) {
            let verb = report.dryRun ? "would free" : "freed"
            Terminal.say("\(verb) \(ByteCount(report.freedBytes)) in \(report.blobs) blobs")
            if report.abandonedDownloads > 0 { Terminal.say("removed \(report.abandonedDownloads) abandoned files") }
        }
    }
}
