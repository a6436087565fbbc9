import Domain
import Testing
import Wire

@testable import Registry

@Suite struct `The pages of a model` {
    private static let card = "---\nlicense: mit\nmyKey: {innerKey: 1}\n---\n# Owl\nIt hoots.\n"

    /// A home with two versions of a model.
    private func with(_ body: (TestHome, TwoVersions) async throws -> Void) async throws {
        try await TestHome.with { home in
            try home.publish("org/owl/README.md", Self.card)
            try home.publish("org/owl/config.json", "{}")
            try home.publish("org/owl/old.txt", "old")
            let first = try await home.pull("org/owl")
            try home.publish("org/owl/README.md", Self.card.replacing("mit", with: "apache-2.0"))
            try home.publish("org/owl/new/model.safetensors", "weights")
            try home.remove("hub/org/owl/old.txt")
            let second = try await home.pull("org/owl")
            try await body(home, TwoVersions(first: first.commit, second: second.commit))
        }
    }

    @Test func `versions come the newest first, page by page`() async throws {
        try await with { home, commits in
            let all = try await home.catalogue.versions(of: id("org/owl"))
            #expect(all.versions.map(\.commit) == [commits.second, commits.first])
            #expect(all.versions.map(\.current) == [true, false])
            #expect(all.next == nil)
            let page = try await home.catalogue.versions(of: id("org/owl"), PageWish(limit: 1))
            #expect(page.versions.map(\.commit) == [commits.second])
            let rest = try await home.catalogue.versions(of: id("org/owl"), PageWish(limit: 1, cursor: page.next))
            #expect(rest.versions.map(\.commit) == [commits.first] && rest.next == nil)
            let failure = await problem { _ = try await home.catalogue.versions(of: try id("org/cat")) }
            #expect(failure?.code == .notFound)
            let wrong = await problem {
                _ = try await home.catalogue.versions(of: try id("org/owl"), PageWish(cursor: "1; DROP"))
            }
            #expect(wrong?.code == .badRequest)
        }
    }

    @Test func `files of any version come with hash, size and what they are for`() async throws {
        try await with { home, commits in
            let now = try await home.catalogue.files(of: id("org/owl"))
            #expect(now.commit == commits.second)
            #expect(now.files.map(\.path) == ["README.md", "config.json", "new/model.safetensors"])
            #expect(now.files.map(\.role) == [.card, .configuration, .weights])
            #expect(now.files.allSatisfy { $0.kept && $0.sha256?.count == 64 })
            #expect(now.files.map { $0.gitOid?.count } == [40, 40, nil])
            let page = try await home.catalogue.files(
                of: id("org/owl"), at: Revision(commits.first), PageWish(limit: 2))
            #expect(page.files.map(\.path) == ["README.md", "config.json"] && page.next == "config.json")
            let rest = try await home.catalogue.files(
                of: id("org/owl"), at: Revision(commits.first), PageWish(limit: 2, cursor: page.next))
            #expect(rest.files.map(\.path) == ["old.txt"] && rest.next == nil)
        }
    }

    @Test func `a card is taken apart, its keys as they are written`() async throws {
        try await with { home, commits in
            let card = try await home.catalogue.card(of: id("org/owl"), at: Revision(commits.first))
            #expect(card.frontMatter?["license"] == "mit")
            #expect(card.markdown == "# Owl\nIt hoots.\n")
            let text = try WireJSON.text(card)
            #expect(text.contains("myKey") && text.contains("innerKey") && text.contains("front_matter"))
        }
    }

    @Test func `two versions are compared by files, sizes and licence`() async throws {
        try await with { home, commits in
            let ledger = GateLedger(database: home.catalogue.database, now: { home.clock.tick() })
            let comparer = VersionComparer(catalogue: home.catalogue, ledger: ledger)
            let found = try await comparer.compare(id("org/owl"), from: nil, to: nil)
            #expect(found.from.commit == commits.first && found.to.commit == commits.second)
            #expect(found.files.map(\.path) == ["README.md", "new/model.safetensors", "old.txt"])
            #expect(found.files.map(\.change) == [.changed, .added, .removed])
            #expect(found.files.map(\.toBytes) == [Int64(Self.card.utf8.count + 7), 7, nil])
            #expect(found.filesChanged == 3 && found.filesUnchanged == 1 && found.complete)
            #expect(found.from.licence == "mit" && found.to.licence == "apache-2.0")
            #expect(found.scores.isEmpty)
            let back = try await comparer.compare(
                id("org/owl"), from: Revision(commits.second), to: Revision(commits.first))
            #expect(back.files.map(\.change) == [.changed, .removed, .added])
            let failure = await problem {
                _ = try await comparer.compare(id("org/owl"), from: nil, to: Revision(commits.first))
            }
            #expect(failure?.code == .notFound)
        }
    }

    @Test func `scores that are other ones now are named, verdicts beside them`() async throws {
        try await GateHome.with { gate in
            let name = try await gate.keep("org/owl", score: 0.9)
            let version = try #require(try await gate.catalogue.version(of: name))
            let comparer = VersionComparer(catalogue: gate.catalogue, ledger: gate.ledger)
            let same = try await comparer.compare(name, from: Revision(version.commit), to: Revision(version.commit))
            #expect(same.scores.isEmpty && same.files.isEmpty && same.from.netScore == 0.9)
            #expect(same.from.licenceVerdict == .consistent)
        }
    }

    @Test func `what happened is told the newest first, of a model that is gone too`() async throws {
        try await with { home, _ in
            let history = try await home.catalogue.happened(to: id("org/owl"))
            #expect(history.events.map(\.event) == ["kept", "kept"])
            let page = try await home.catalogue.happened(to: id("org/owl"), PageWish(limit: 1))
            #expect(page.events.count == 1 && page.next != nil)
            _ = try await home.catalogue.remove(id("org/owl"), at: nil)
            #expect(try await home.catalogue.happened(to: id("org/owl")).events.first?.event == "removed")
        }
    }

    @Test func `a file of a version that is kept apart is not given`() async throws {
        try await GateHome.with { gate in
            let name = try await gate.keep("org/owl", score: 0.9)
            let verdict = try await gate.pass("org/owl", score: 0).verdict
            let path = try #require(RepositoryPath("weights.bin"))
            let missing = await problem { _ = try await gate.catalogue.file(at: path, of: name) }
            #expect(missing?.code != .forbidden)
            let version = try #require(try await gate.catalogue.version(of: name))
            var apart = verdict
            apart.commit = version.commit.hex
            apart.decision = .quarantined
            try await gate.ledger.settle([apart])
            let failure = await problem { _ = try await gate.catalogue.file(at: path, of: name) }
            #expect(failure?.code == .forbidden)
        }
    }

    @Test(arguments: [
        ("README.md", ModelFileRole.card), ("LICENSE", .licence), ("LICENSE.txt", .licence),
        ("tokenizer.model", .tokenizer),
        ("vocab.json", .tokenizer), ("a/pytorch_model.bin", .weights), ("m.Q4_0.GGUF", .weights), ("train.py", .code),
        ("data/x.parquet", .data), ("config.json", .configuration), ("weird", .other), ("docs/README.md", .card),
    ])
    func `a file's role is told from its name`(path: String, role: ModelFileRole) {
        #expect(ModelFileRole(path: path) == role)
    }
}

/// The commits of the two.
struct TwoVersions { let first, second: String }
