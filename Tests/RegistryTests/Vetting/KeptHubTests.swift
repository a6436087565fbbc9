import Blobs
import Domain
import Hub
import NIOCore
import Scoring
import SystemPackage
import Testing
import Wire

@testable import Registry

@Suite struct `What is kept, read as a Hub` {
    private func kept(_ house: GatedHome, stored: StoredInfo? = nil) async throws -> KeptHub {
        try await house.take(house.good("owl"), name: "org/owl")
        let version = try #require(try await house.home.version("org/owl"))
        let catalogue = house.home.catalogue
        return KeptHub(
            version.repository, at: version.commit, files: catalogue.held(version),
            stored: stored ?? StoredInfo(stored: version.info), endpoint: HubEndpoint(folder: "/home"))
    }

    @Test func `says what its own files say`() async throws {
        try await GatedHome.with { house in
            let hub = try await kept(house)
            let info = try await hub.info(id("org/owl"), revision: Revision(hub.commit))
            #expect(info.commit == hub.commit && info.summary.task == "text-generation")
            #expect(info.summary.tags.contains("license:mit") && info.config?["model_type"]?.string == "owl")
            #expect(info.fileNames == ["README.md", "config.json", "model.safetensors"])
            let document = try await hub.document(id("org/owl"), revision: .main)
            #expect(document["sha"]?.string == hub.commit.hex && document["cardData"]?["license"]?.string == "mit")
        }
    }

    @Test func `says what a Hub said when it was pulled, where the files are silent`() async throws {
        try await GatedHome.with { house in
            var stored = StoredInfo()
            stored.downloads = 7
            stored.createdAt = "2026-01-02T03:04:05.000Z"
            stored.tags = ["arxiv:1"]
            let info = try await kept(house, stored: stored).info(id("org/owl"), revision: .main)
            #expect(info.summary.downloads == 7 && info.summary.createdAt != nil)
            #expect(info.summary.tags.contains("arxiv:1") && info.summary.libraryName == "transformers")
        }
    }

    @Test func `gives facts with texts and headers, and no history`() async throws {
        try await GatedHome.with { house in
            let hub = try await kept(house)
            let vetter = try #require(house.importer.vetter)
            let facts = try await vetter.facts(of: hub, linked: [])
            #expect(facts.source == "file:///home" && facts.files.value?.count == 3)
            #expect(facts.texts["README.md"]?.value == GatedHome.card)
            #expect(facts.headers["model.safetensors"]?.value?.format == "safetensors")
            guard case .unavailable(let why) = facts.commits else { return #expect(Bool(false), "\(facts.commits)") }
            #expect(why.contains("its history is not"))
        }
    }

    @Test func `has one repository at one commit, and bounds what it reads`() async throws {
        try await GatedHome.with { house in
            let hub = try await kept(house)
            await #expect(throws: HubError.self) { try await hub.info(id("org/other"), revision: .main) }
            let other = try #require(Revision("v2"))
            await #expect(throws: HubError.self) { try await hub.info(id("org/owl"), revision: other) }
            let card = try #require(RepositoryPath("README.md"))
            await #expect(throws: HubError.tooLarge(what: "`README.md` of `org/owl`", limit: ByteCount(5))) {
                try await hub.smallFile(id("org/owl"), commit: hub.commit, path: card, limit: ByteCount(5))
            }
            let file = try #require(try await hub.tree(id("org/owl"), commit: hub.commit).first { $0.path == card })
            let part = try await hub.open(file, of: id("org/owl"), commit: hub.commit, range: 4..<8)
            var bytes: [UInt8] = []
            for try await buffer in part.body { bytes += Array(buffer: buffer) }
            #expect(bytes == Array(GatedHome.card.utf8)[4..<8].map(\.self) && part.start == 4)
        }
    }
}

@Suite struct `Vetting a model no Hub tells of` {
    @Test func `judges what is kept, and names the house as its source`() async throws {
        try await GatedHome.with { house in
            try await house.take(house.bad("owl"), quarantine: true)
            let (report, saved) = try await house.puller.vet(VetRequest(reference: "local/owl"), orKept: true)
            let facts = saved.facts
            #expect(report.source == "file://\(house.home.blobs.root.string)" && facts.source == report.source)
            #expect(report.verdict.decision == .refused)
            #expect(report.verdict.failing.map(\.rule) == ["scan.unsafe"])
        }
    }

    @Test func `says what the Hub said when nothing is kept, and when a Hub was named`() async throws {
        try await GatedHome.with { house in
            for request in [
                VetRequest(reference: "local/none"), VetRequest(reference: "local/owl", hub: "http://127.0.0.1:9"),
            ] {
                try await house.take(house.good("owl"))
                await #expect(throws: (any Error).self) { try await house.puller.vet(request, orKept: true) }
            }
            await #expect(throws: Problem.self) { try await house.puller.vet(VetRequest(reference: "local/owl")) }
        }
    }
}
