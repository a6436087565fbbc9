import Domain
import Foundation
import Testing
import Wire

@testable import Registry

@Suite struct `A package` {
    private func publish(_ home: TestHome) async throws {
        try home.publish("org/owl/README.md", "---\nlicense: mit\ntags: [night]\n---\nAn owl")
        try home.publish("org/owl/empty.txt", "")
        try home.publish("org/owl/sub/model.safetensors", String(repeating: "weights", count: 1000))
        try home.publish("org/owl/z.bin", "z")
        try await home.pull("org/owl", include: ["README.md", "*.txt", "sub/"])
    }

    private func export(_ home: TestHome, as name: String = "owl.zip") async throws -> String {
        try await home.exporter.run(id("org/owl"), at: nil, to: "\(home.folder)/\(name)") { _, _ in }.path
    }

    @Test func `taken in elsewhere is the same version, and exports to the same bytes`() async throws {
        try await TestHome.with { home in
            try await publish(home)
            let package = try await export(home)
            try await home.withSecondHome { second in
                let report = try await second.take(package)
                let (before, after) = (try await home.version("org/owl"), try await second.version("org/owl"))
                #expect(report.map(\.commit) == [before?.commit.hex])
                #expect(before?.files == after?.files && before?.files.count == 3)
                #expect(before?.commit == after?.commit && before?.revision == after?.revision)
                #expect(before?.source == after?.source && before?.license == after?.license)
                #expect(try await second.verify().damaged.isEmpty)
                let again = try await export(second, as: "again.zip")
                #expect(try Data(contentsOf: URL(filePath: package)) == Data(contentsOf: URL(filePath: again)))
            }
        }
    }

    @Test func `can be taken in twice, and under another name`() async throws {
        try await TestHome.with { home in
            try await publish(home)
            let package = try await export(home)
            try await home.take(package)
            try await home.take(package, name: "mine/owl")
            #expect(try await home.paths("mine/owl") == home.paths("org/owl"))
            #expect(home.blobCount == 3)
        }
    }

    @Test func `is not taken for all that the Hub lists of the commit`() async throws {
        try await TestHome.with { home in
            try await publish(home)
            let package = try await export(home)
            try await home.withSecondHome { second in
                try await second.take(package)
                #expect(try await second.pull("org/owl").fetchedBytes == 1)
                #expect(
                    try await second.paths("org/owl") == ["README.md", "empty.txt", "sub/model.safetensors", "z.bin"])
            }
        }
    }

    @Test func `heals a damaged blob that it holds`() async throws {
        try await TestHome.with { home in
            try await publish(home)
            let package = try await export(home)
            let file = try #require(try await home.version("org/owl")?.files.last)
            try home.damage(file.digest)
            #expect(try await home.verify().damaged.count == 1)
            try await home.take(package)
            #expect(try await home.verify().damaged.isEmpty)
            #expect(try await home.version("org/owl")?.lost == [])
        }
    }

    @Test func `with a changed byte is refused, and nothing of it is kept`() async throws {
        try await TestHome.with { home in
            try await publish(home)
            let package = try await export(home)
            var bytes = try Data(contentsOf: URL(filePath: package))
            let place = try #require(bytes.firstRange(of: Data("weights".utf8))).lowerBound
            bytes[place] ^= 1
            try bytes.write(to: URL(filePath: package))
            try await home.withSecondHome { second in
                let failure = await problem { try await second.take(package) }
                let kept = try await second.catalogue.count()
                #expect(failure?.code == .damaged && kept == 0)
                #expect(second.blobCount == 0)
            }
        }
    }

    @Test func `of what is not kept is not written`() async throws {
        try await TestHome.with { home in
            await #expect(throws: RegistryError.notKept("org/owl")) { try await export(home) }
            #expect(!FileManager.default.fileExists(atPath: home.folder + "/owl.zip"))
        }
    }

    @Test func `of a revision that is not kept says which`() async throws {
        try await TestHome.with { home in
            try await publish(home)
            let wanted = RegistryError.versionNotKept(model: "org/owl", revision: "v9")
            await #expect(throws: wanted) {
                _ = try await home.exporter.run(
                    id("org/owl"), at: Revision("v9"), to: "\(home.folder)/owl.zip"
                ) { _, _ in }
            }
        }
    }

    @Test func `taken in over what was pulled leaves what the Hub said of it`() async throws {
        try await TestHome.with { home in
            try await publish(home)
            let package = try await export(home)
            let before = StoredInfo(stored: try #require(try await home.version("org/owl")).info)
            try await home.take(package)
            let after = StoredInfo(stored: try #require(try await home.version("org/owl")).info)
            #expect(after.lastModified == before.lastModified && after.createdAt == before.createdAt)
            #expect(Set(after.tags).isSuperset(of: before.tags))
        }
    }
}
