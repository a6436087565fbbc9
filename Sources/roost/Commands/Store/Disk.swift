import ArgumentParser
import Domain
import Registry
import Server
import Wire

struct Disk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "df", abstract: "Show what the store holds, what sharing saves, and what is free.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let report = try await options.withHouse { try await $0.catalogue.diskReport() }
        try output.show(report) {
            var table = Table("WHAT", "SIZE", "")
            table.add("blobs", ByteCount(report.blobBytes).description, "\(report.blobs) files")
            table.add(
                "models", ByteCount(report.logicalBytes).description,
                "\(report.models) models, \(report.versions) versions")
            table.add("saved by sharing", ByteCount(report.savedBytes).description, "")
            table.add("unreferenced", ByteCount(report.unreferencedBytes).description, "`roost prune` frees them")
            table.add("unfinished", ByteCount(report.partialBytes).description, "")
            table.add("free", ByteCount(report.freeBytes).description, "")
            table.show()
        }
    }
}
