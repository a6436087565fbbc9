import Blobs
import Domain
import Foundation
import Scoring
import SystemPackage
import Testing
import Wire

@testable import Registry

@Suite struct `A quarantined model` {
    @Test func `is marked wherever it is shown`() async throws {
        try await GateHome.with(strictBus) { gate in
            let owl = try await gate.keep("org/owl", score: 0.1)
            try await gate.keep("org/cat", score: 0.9)
            _ = try await gate.keeper.rescore(recording: true)
            let page = try await gate.catalogue.search(ModelQuery())
            #expect(page.models.map { "\($0.name) \($0.quarantined)" } == ["org/cat false", "org/owl true"])
            #expect(page.models.map(\.verdict?.decision) == [.admitted, .quarantined])
            let detail = try await gate.catalogue.detail(of: owl)
            #expect(detail.model.quarantined && detail.versions.map(\.quarantined) == [true])
            #expect(detail.versions.first?.verdict?.policy == "strict-bus")
            #expect(detail.model.verdict?.reason.contains("Bus Factor") == true)
            var query = ModelQuery()
            query.quarantined = false
            #expect(try await gate.catalogue.search(query).models.map(\.name) == ["org/cat"])
            query.quarantined = true
            #expect(try await gate.catalogue.search(query).models.map(\.name) == ["org/owl"])
            #expect(try await gate.events("org/owl") == ["kept", "quarantined"])
        }
    }

    @Test func `cannot be packaged, run or used as a base, and says why`() async throws {
        try await GateHome.with(strictBus) { gate in
            try await gate.keep("org/owl", score: 0.1)
            _ = try await gate.keeper.rescore(recording: true)
            let version = try #require(try await gate.home.version("org/owl"))
            for use in KeptUse.allCases {
                let error = #expect(throws: RegistryError.self) { try version.require(use) }
                #expect(error?.problem.code == .forbidden)
                #expect(error?.problem.message.contains("Bus Factor") == true)
            }
            let target = "\(gate.home.folder)/owl.zip"
            let refused = await problem {
                _ = try await gate.home.exporter.run(id("org/owl"), at: nil, to: target) { _, _ in }
            }
            #expect(refused?.message.hasPrefix("`org/owl` is quarantined and cannot be packaged: ") == true)
            #expect(!FileManager.default.fileExists(atPath: target))
        }
    }

    @Test func `gives no bytes and no history to a mirror`() async throws {
        try await GateHome.with(strictBus) { gate in
            let owl = try await gate.keep("org/owl", score: 0.1)
            let version = try #require(try await gate.home.version("org/owl"))
            let path = try #require(version.files.first?.path)
            #expect(try await gate.catalogue.digest(of: path, in: owl, at: version.commit) != nil)
            _ = try await gate.keeper.rescore(recording: true)
            #expect(try await gate.catalogue.digest(of: path, in: owl, at: version.commit) == nil)
            #expect(try await gate.catalogue.history(of: owl).isEmpty)
        }
    }

    @Test func `takes no place of a version that may be used`() async throws {
        try await GateHome.with { gate in
            try gate.home.publish("org/owl/a.txt", "one")
            let old = try await gate.home.pull("org/owl").commit
            let arrival = try await gate.arrival("org/owl", commit: "b", text: "two")
            try await gate.finish(arrival, .apart("not yet"))
            let current = try #require(try await gate.home.version("org/owl"))
            #expect(current.commit.hex == old && !current.isQuarantined)
            let new = try #require(try await gate.home.version("org/owl", at: arrival.commit.hex))
            #expect(new.quarantine == "not yet")
            // Let in later, it is the current one.
            try await gate.finish(arrival, .admitted)
            #expect(try await gate.home.version("org/owl")?.commit == arrival.commit)
        }
    }

    @Test func `that is all there is of a model is its current version, and stays apart when it comes again`()
        async throws
    {
        try await GateHome.with { gate in
            let arrival = try await gate.arrival("org/owl", commit: "b", text: "two")
            try await gate.finish(arrival, .apart("not yet"))
            #expect(try await gate.isQuarantined("org/owl"))
            try await gate.finish(arrival, nil)
            #expect(try await gate.isQuarantined("org/owl"), "who brings it another way does not ask the gate")
            try await gate.finish(arrival, .admitted)
            #expect(try await !gate.isQuarantined("org/owl"))
        }
    }

    @Test func `is the last to take the place of a removed version`() async throws {
        try await GateHome.with { gate in
            for (commit, settlement) in [("a", Settlement.admitted), ("b", .apart("no")), ("c", .admitted)] {
                try await gate.finish(gate.arrival("org/owl", commit: commit, text: commit), settlement)
            }
            let newest = try #require(Revision(String(repeating: "c", count: 40)))
            _ = try await gate.catalogue.remove(id("org/owl"), at: newest)
            #expect(try await gate.home.version("org/owl")?.commit.hex == String(repeating: "a", count: 40))
        }
    }
}

@Suite struct `A refused version` {
    @Test func `leaves no bytes and no rows`() async throws {
        try await GateHome.with { gate in
            let arrival = try await gate.arrival("org/owl", commit: "b", text: "bad")
            let version = try await gate.place(arrival, "bad")
            #expect(gate.home.blobCount == 1)
            let freed = try await gate.catalogue.discard(version)
            #expect(freed > .zero && gate.home.blobCount == 0)
            for table in ["models", "versions", "files", "blobs"] {
                #expect(try await gate.count(table) == 0, "\(table)")
            }
            #expect(try await gate.catalogue.discard(version) == .zero, "once more is nothing")
        }
    }

    @Test func `takes nothing away from another that shows the same bytes`() async throws {
        try await GateHome.with { gate in
            try gate.home.publish("org/cat/a.txt", "same")
            try await gate.home.pull("org/cat")
            let arrival = try await gate.arrival("org/owl", commit: "b", text: "same")
            let version = try await gate.place(arrival, "same")
            #expect(try await gate.catalogue.discard(version) == .zero)
            #expect(try await gate.home.text("a.txt", of: "org/cat") == "same")
            #expect(try await gate.home.verify().damaged.isEmpty)
        }
    }

    @Test func `that was kept before loses only what was about to be added`() async throws {
        try await GateHome.with { gate in
            let first = try await gate.arrival("org/owl", commit: "b", text: "good")
            try await gate.finish(first, .admitted)
            let more = try await gate.arrival("org/owl", commit: "b", text: "evil", path: "b.bin")
            let version = try await gate.place(more, "evil")
            #expect(try await gate.catalogue.discard(version) > .zero)
            #expect(try await gate.home.paths("org/owl") == ["a.txt"])
            #expect(try await gate.home.text("a.txt", of: "org/owl") == "good")
        }
    }
}

extension GateHome {
    func arrival(_ name: String, commit: String, text: String, path: String = "a.txt") async throws -> Arrival {
        let facts = ContentHasher.hash(Array(text.utf8)).facts
        let content = ExpectedContent(identity: .sha256(facts.digest), size: facts.size)
        return Arrival(
            repository: try id(name), commit: try #require(GitObjectID(String(repeating: commit, count: 40))),
            revision: "main", source: "https://hub.example", info: "{}", selection: "all", quantisation: nil,
            files: [ArrivingFile(path: try #require(RepositoryPath(path)), content: content, isChosen: true)],
            isListing: true)
    }

    /// Begins a version and puts its bytes into the store.
    func place(_ arrival: Arrival, _ text: String) async throws -> Int64 {
        let version = try await catalogue.begin(arrival).id
        let path = try home.write("source-\(text)", Array(text.utf8))
        let staged = try await home.blobs.stage(
            fileAt: FilePath(path), mode: .copy, within: FilePath(home.folder), gitBlob: false)
        try await home.blobs.commit([staged], replacing: true)
        try await catalogue.record([(arrival.files[0].content.identity, staged.facts)], in: version)
        return version
    }

    func finish(_ arrival: Arrival, _ settlement: Settlement?) async throws {
        let version = try await place(arrival, arrival.text)
        try await catalogue.finish(version, arrival, facets: ModelFacets(), settlement: settlement)
    }
}

extension Arrival {
    /// What `arrival(_:commit:text:path:)` was given, found again among the texts of these tests.
    fileprivate var text: String {
        ["one", "two", "good", "evil", "a", "b", "c"].first {
            ContentIdentity.sha256(ContentHasher.hash(Array($0.utf8)).facts.digest) == files[0].content.identity
        } ?? ""
    }
}
