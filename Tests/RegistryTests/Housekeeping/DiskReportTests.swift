import Blobs
import Domain
import Foundation
import SystemPackage
import Testing
import Wire

@testable import Registry

@Suite struct `The report on the disk` {
    @Test func `tells what is stored, shared, unreferred and unfinished`() async throws {
        try await TestHome.with { home in
            #expect(try await home.catalogue.diskReport().blobs == 0)
            for name in ["owl", "cat"] {
                try home.publish("org/\(name)/README.md", name)
                try home.publish("org/\(name)/shared.bin", "shared")
                try await home.pull("org/\(name)")
            }
            let staged = try await home.blobs.stage(bytes: Array("stray".utf8))
            try await home.blobs.commit([staged])
            let part = home.blobs.partial.appending("sha256-ab.part").string
            try Data(repeating: 7, count: 5000).write(to: URL(filePath: part))

            let report = try await home.catalogue.diskReport()
            #expect(report.blobs == 4 && report.blobBytes == 17)
            #expect(report.referencedBytes == 12 && report.unreferencedBytes == 5)
            #expect(report.logicalBytes == 18 && report.savedBytes == 6)
            #expect(report.partialBytes >= 5000 && report.freeBytes > 0)
            #expect(report.models == 2 && report.versions == 2)
        }
    }
}
