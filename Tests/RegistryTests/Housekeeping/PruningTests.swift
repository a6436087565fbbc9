import Blobs
import Domain
import Foundation
import SystemPackage
import Testing
import Wire

@testable import Registry

@Suite struct `Pruning` {
    private func publish(_ home: TestHome) throws {
        try home.publish("org/owl/README.md", "hoot")
        try home.publish("org/owl/weights.bin", "weights")
    }

    private func stray(_ home: TestHome) async throws -> Digest {
        let staged = try await home.blobs.stage(bytes: Array("stray".utf8))
        try await home.blobs.commit([staged])
        return staged.facts.digest
    }

    @Test func `takes what nothing shows and leaves what is shown`() async throws {
        try await TestHome.with { home in
            try publish(home)
            try await home.pull("org/owl")
            let stray = try await stray(home)
            let wish = try await home.prune(dryRun: true)
            #expect(wish.dryRun && wish.blobs == 1 && wish.freedBytes == 5)
            #expect(try home.blobs.contains(stray))
            let report = try await home.prune()
            #expect(report.blobs == 1 && !report.dryRun)
            #expect(try !home.blobs.contains(stray))
            #expect(try await home.verify().damaged.isEmpty)
            #expect(try await home.prune().blobs == 0)
        }
    }

    @Test func `leaves what a pull has brought that is not whole yet`() async throws {
        try await TestHome.with { home in
            try publish(home)
            home.hub.log.breakFiles(["weights.bin"])
            #expect(await problem { try await home.pull("org/owl") } != nil)
            #expect(try await home.prune().blobs == 0)
            home.hub.log.breakFiles([])
            #expect(try await home.pull("org/owl").fetchedBytes == 7)
        }
    }

    @Test func `while a pull is running takes nothing it needs`() async throws {
        try await TestHome.with { home in
            try publish(home)
            // Bytes that nothing shows when the pull begins, and that it finds in the store.
            try await home.pull("org/owl")
            try home.publish("org/cat/README.md", "purr")
            try home.publish("org/cat/weights.bin", "weights")
            home.hub.log.onOpen { _ in
                _ = try await home.catalogue.remove(try id("org/owl"))
                _ = try await home.prune()
            }
            #expect(try await home.pull("org/cat").fetchedBytes == 4)
            #expect(try await home.text("weights.bin", of: "org/cat") == "weights")
            #expect(try await home.verify().damaged.isEmpty)
        }
    }

    @Test func `in the end takes what a pull brought that nobody went on with`() async throws {
        try await TestHome.with { home in
            try publish(home)
            home.hub.log.breakFiles(["weights.bin"])
            #expect(await problem { try await home.pull("org/owl") } != nil)
            home.clock.advance(by: 8 * TestHome.day)
            #expect(try await home.prune(dryRun: true).blobs == 1)
            #expect(home.blobCount == 1)
            #expect(try await home.prune().blobs == 1)
            #expect(home.blobCount == 0)
            home.hub.log.breakFiles([])
            #expect(try await home.pull("org/owl").fetchedBytes == 11)
        }
    }

    @Test func `never takes a file of a version that is shown, however old it is`() async throws {
        try await TestHome.with { home in
            try publish(home)
            try await home.pull("org/owl", include: ["README.md"])
            home.hub.log.breakFiles(["weights.bin"])
            #expect(await problem { try await home.pull("org/owl") } != nil)
            home.clock.advance(by: 400 * TestHome.day)
            #expect(try await home.prune().blobs == 0)
            #expect(try await home.text("README.md", of: "org/owl") == "hoot")
        }
    }

    @Test func `takes downloads that were abandoned`() async throws {
        try await TestHome.with { home in
            let path = home.blobs.partial.appending("sha256-ab.part").string
            try Data([1, 2, 3]).write(to: URL(filePath: path))
            #expect(try await home.prune().abandonedDownloads == 0)
            let old = Date(timeIntervalSinceNow: -9 * 86_400)
            try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
            #expect(try await home.prune().abandonedDownloads == 1)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }
}
