import Blobs
import Domain
import Foundation
import Testing
import Wire

@testable import Registry

@Suite struct `Verifying` {
    private func publish(_ home: TestHome) async throws -> KeptFile {
        for name in ["owl", "cat"] {
            try home.publish("org/\(name)/README.md", name)
            try home.publish("org/\(name)/shared.bin", "shared")
            try await home.pull("org/\(name)")
        }
        return try #require(try await home.version("org/owl")?.files.first { $0.path.text == "shared.bin" })
    }

    @Test func `a sound store has nothing to say`() async throws {
        try await TestHome.with { home in
            _ = try await publish(home)
            let report = try await home.verify()
            #expect(report.checked == 3 && report.bytes == 12 && report.damaged.isEmpty)
            #expect(try await home.catalogue.verify(only: id("org/owl")) { _, _, _ in }.checked == 2)
        }
    }

    @Test func `damage is named with everyone who needs the bytes, and a pull heals it for all`() async throws {
        try await TestHome.with { home in
            let file = try await publish(home)
            try home.damage(file.digest)
            let damaged = try await home.verify().damaged
            #expect(damaged.map(\.sha256) == [file.digest.hex] && damaged.map(\.state) == ["damaged"])
            #expect(damaged.first?.usedBy.map { $0.split(separator: "@")[0] } == ["org/cat", "org/owl"])
            #expect(damaged.first?.usedBy.allSatisfy { $0.hasSuffix(" shared.bin") } == true)
            #expect(try await home.version("org/cat")?.lost == ["shared.bin"])

            home.hub.log.clear()
            let report = try await home.pull("org/owl")
            #expect(!report.unchanged && home.hub.log.opened == ["shared.bin"])
            #expect(try await home.verify().damaged.isEmpty)
            for name in ["org/owl", "org/cat"] {
                #expect(try await home.text("shared.bin", of: name) == "shared")
                #expect(try await home.version(name)?.lost == [])
            }
        }
    }

    @Test func `a blob that is gone is missed, and a pull brings it back`() async throws {
        try await TestHome.with { home in
            let file = try await publish(home)
            try home.blobs.remove(file.digest)
            #expect(try await home.verify().damaged.map(\.state) == ["missing"])
            #expect(try await home.pull("org/cat").fetchedBytes == 6)
            #expect(try await home.verify().damaged.isEmpty)
        }
    }

    @Test func `a version with a lost file is not exported as if it were whole`() async throws {
        try await TestHome.with { home in
            let file = try await publish(home)
            try home.damage(file.digest)
            _ = try await home.verify()
            let target = home.folder + "/owl.zip"
            await #expect(throws: RegistryError.fileLost(model: "org/owl", path: "shared.bin")) {
                try await home.exporter.run(id("org/owl"), at: nil, to: target) { _, _ in }
            }
            #expect(!FileManager.default.fileExists(atPath: target))
        }
    }
}
