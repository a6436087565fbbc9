import Blobs
import Domain
import Foundation
import Hub
import SystemPackage
import Testing
import Wire

@testable import Registry

@Suite struct `Importing a Hugging Face cache` {
    private static let commit = String(repeating: "c", count: 40)

    private func cache(_ home: TestHome, _ name: String = "org/owl", commit: String = Self.commit) -> CacheFolder {
        CacheFolder(root: home.folder + "/cache", repository: name, commit: commit)
    }

    @Test func `keeps every repository under the name, the commit and the hashes of the Hub`() async throws {
        try await TestHome.with { home in
            for name in ["org/owl", "gpt2"] {
                let cache = cache(home, name)
                try cache.add("config.json", "{}", isLarge: false)
                try cache.add("sub/model.safetensors", "weights of \(name)", isLarge: true)
                try cache.name("main", Self.commit)
            }
            let reports = try await home.take(home.folder + "/cache")
            #expect(reports.map(\.name).sorted() == ["gpt2", "org/owl"])
            #expect(reports.allSatisfy { $0.commit == Self.commit && $0.files == 2 })
            let version = try #require(try await home.version("org/owl"))
            #expect(version.commit.hex == Self.commit && version.revision == "main")
            #expect(version.files.map(\.path.text) == ["config.json", "sub/model.safetensors"])
            #expect(version.files[0].identity.hex == "9e26dfeeb6e641a33dae4961196235bdb965b21b")
            #expect(version.files[1].identity == .sha256(version.files[1].digest))
            #expect(home.blobCount == 3)
        }
    }

    @Test func `a blob whose bytes are not what its name says is refused, and nothing of it is kept`() async throws {
        try await TestHome.with { home in
            let cache = cache(home)
            try cache.add("a.json", "{}", isLarge: false)
            try cache.add("model.safetensors", "weights", isLarge: true, holding: "WEIGHTS")
            try cache.name("main", Self.commit)
            let failure = await problem { try await home.take(home.folder + "/cache") }
            #expect(failure?.code == .damaged)
            #expect(failure?.message.contains("model.safetensors") == true)
            #expect(try await home.version("org/owl") == nil)
            #expect(home.blobCount == 0)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: home.blobs.partial.string).allSatisfy {
                    $0.hasSuffix(".lock")
                })
        }
    }

    @Test(arguments: ["/etc/hostname", "../../../../../outside.bin"])
    func `a link that leaves the cache is refused`(target: String) async throws {
        try await TestHome.with { home in
            try home.write("outside.bin", [1, 2, 3])
            let cache = cache(home)
            try cache.add("a.json", "{}", isLarge: false)
            let snapshot = "\(home.folder)/cache/models--org--owl/snapshots/\(Self.commit)"
            try FileManager.default.createSymbolicLink(atPath: "\(snapshot)/model.bin", withDestinationPath: target)
            await #expect(throws: BlobError.self) { try await home.take(home.folder + "/cache") }
            #expect(try await home.version("org/owl") == nil)
        }
    }

    @Test func `a pull later fetches what the cache lacked`() async throws {
        try await TestHome.with { home in
            try home.publish("org/owl/config.json", "{}")
            try home.publish("org/owl/model.safetensors", "weights")
            let commit = try #require(try await home.hub.info(id("org/owl"), revision: .main).commit)
            let cache = cache(home, commit: commit.hex)
            try cache.add("config.json", "{}", isLarge: false)
            try cache.name("main", commit.hex)
            try await home.take(home.folder + "/cache")
            #expect(try await home.paths("org/owl") == ["config.json"])
            let report = try await home.pull("org/owl")
            #expect(!report.unchanged && report.fetchedBytes == 7)
            #expect(home.hub.log.opened == ["model.safetensors"])
            #expect(try await home.paths("org/owl") == ["config.json", "model.safetensors"])
        }
    }

    @Test func `bytes that only claim a commit give way to those of the Hub`() async throws {
        try await TestHome.with { home in
            try home.publish("org/owl/config.json", "{}")
            try home.publish("org/owl/model.safetensors", "weights")
            let commit = try #require(try await home.hub.info(id("org/owl"), revision: .main).commit)
            let cache = cache(home, commit: commit.hex)
            try cache.addPlain("config.json", "{}")
            try cache.addPlain("model.safetensors", "tampered")
            try await home.take(home.folder + "/cache")
            #expect(try await home.pull("org/owl").fetchedBytes == 7)
            #expect(try await home.text("model.safetensors", of: "org/owl") == "weights")
            #expect(try await home.paths("org/owl") == ["config.json", "model.safetensors"])
            #expect(try await home.pull("org/owl").unchanged)
        }
    }

    @Test func `a repository of which nothing was ever downloaded does not stop the others`() async throws {
        try await TestHome.with { home in
            let whole = cache(home)
            try whole.add("config.json", "{}", isLarge: false)
            try whole.name("main", Self.commit)
            try cache(home, "org/broken").name("main", Self.commit)
            #expect(try await home.take(home.folder + "/cache").map(\.name) == ["org/owl"])
            await #expect(throws: RegistryError.self) {
                try await home.take(home.folder + "/cache/models--org--broken")
            }
        }
    }

    @Test func `without a main every commit is kept under its own name`() async throws {
        try await TestHome.with { home in
            let other = String(repeating: "d", count: 40)
            try cache(home).add("config.json", "{}", isLarge: false)
            try cache(home, commit: other).add("config.json", "[]", isLarge: false)
            #expect(try await home.take(home.folder + "/cache").map(\.commit) == [Self.commit, other])
            #expect(try await home.version("org/owl", at: other)?.revision == other)
        }
    }
}
