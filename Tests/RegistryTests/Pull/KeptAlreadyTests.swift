import Domain
import Hub
import Scoring
import Testing
import Wire

@testable import Registry

@Suite struct `Pulling what is kept already` {
    private static let card = "---\nlicense: mit\npipeline_tag: text-generation\n---\n# An owl"

    private func publish(_ home: TestHome, config: String = "{}") throws {
        try home.publish("org/owl/README.md", Self.card)
        try home.publish("org/owl/config.json", config)
        try home.publish("org/owl/weights.bin", "weights")
    }

    @Test func `by a tag of the same commit asks once, and keeps it under both names`() async throws {
        try await TestHome.with { home in
            try publish(home)
            let first = try await home.pull("org/owl")
            home.hub.log.tag("v1")
            home.hub.log.clear()
            let second = try await home.pull("org/owl@v1")
            #expect(second.unchanged && second.fetchedBytes == 0 && second.commit == first.commit)
            #expect(home.hub.log.asked == ["info"])
            for name in ["v1", "main", first.commit] {
                #expect(try await home.version("org/owl", at: name)?.commit.hex == first.commit)
            }
            #expect(try await home.version("org/owl", at: "v2") == nil)
            let versions = try await home.catalogue.detail(of: try id("org/owl")).versions
            #expect(versions.count == 1)
        }
    }

    @Test func `a tag that was moved means the new commit from then on`() async throws {
        try await TestHome.with { home in
            try publish(home)
            home.hub.log.tag("v1")
            let old = try await home.pull("org/owl@v1")
            try publish(home, config: "[]")
            let new = try await home.pull("org/owl")
            #expect(try await home.version("org/owl", at: "v1")?.commit.hex == old.commit)
            #expect(try await home.pull("org/owl@v1").unchanged)
            #expect(try await home.version("org/owl", at: "v1")?.commit.hex == new.commit)
            #expect(try await home.version("org/owl", at: "main")?.commit.hex == new.commit)
        }
    }

    @Test func `a branch that a version had before it was pulled as a tag means the newest of it`() async throws {
        try await TestHome.with { home in
            try publish(home)
            home.hub.log.tag("v1")
            let old = try await home.pull("org/owl", include: ["config.json"])
            try await home.pull("org/owl@v1")
            #expect(try await home.version("org/owl", at: "main")?.commit.hex == old.commit)
            #expect(try await home.version("org/owl", at: "v1")?.commit.hex == old.commit)
            try publish(home, config: "[]")
            let new = try await home.pull("org/owl")
            #expect(try await home.version("org/owl", at: "main")?.commit.hex == new.commit)
        }
    }

    @Test func `an older commit becomes the current one again without a file being asked for`() async throws {
        try await TestHome.with { home in
            try publish(home)
            let old = try await home.pull("org/owl")
            try publish(home, config: "[]")
            let new = try await home.pull("org/owl")
            try publish(home)
            home.hub.log.clear()
            let again = try await home.pull("org/owl")
            #expect(again.commit == old.commit && new.commit != old.commit)
            #expect(again.fetchedBytes == 0)
            #expect(home.hub.log.asked == ["info", "tree"])
            #expect(try await home.version("org/owl")?.commit.hex == old.commit)
            #expect(try await home.text("config.json", of: "org/owl") == "{}")
            let detail = try await home.catalogue.detail(of: try id("org/owl"))
            #expect(detail.model.license == "mit" && detail.model.task == "text-generation")
        }
    }

    @Test func `a second pull of other files of a commit forgets neither card nor licence`() async throws {
        try await TestHome.with { home in
            try publish(home)
            try await home.pull("org/owl", include: ["README.md", "weights.bin"])
            try await home.pull("org/owl", include: ["config.json"])
            let detail = try await home.catalogue.detail(of: try id("org/owl"))
            #expect(detail.model.license == "mit" && detail.model.task == "text-generation")
            var query = ModelQuery()
            query.text = "An owl"
            #expect(try await home.catalogue.search(query).models.count == 1)
            #expect(try await home.paths("org/owl") == ["README.md", "config.json", "weights.bin"])
        }
    }

    @Test func `a tag of an older commit is asked of the gate of today before it becomes the current one`() async throws
    {
        try await GatedHome.with { house in
            let home = house.home
            for (version, notes) in [("v1", "old"), ("v2", "new")] {
                try home.publish("org/owl/README.md", GatedHome.card)
                try home.publish("org/owl/notes.txt", notes)
                _ = try await house.puller.pull(PullRequest(reference: "org/owl"), report: Unheard())
                home.hub.log.tag(version)
            }
            let current = try #require(try await home.version("org/owl"))
            try home.publish("org/owl/notes.txt", "old")
            _ = try await house.gate.keeper.save(
                policy: "version: 1\nname: night\nextends: baseline\nlicenses: {refuse: [mit]}\n",
                expecting: try await house.gate.keeper.policies.draft().tag, by: "alice")
            let refusal = try await #require(throws: GateRefusal.self) {
                _ = try await house.puller.pull(PullRequest(reference: "org/owl@v1"), report: Unheard())
            }
            #expect(refusal.verdict.policy == "night" && !refusal.verdict.failing.isEmpty)
            #expect(try await home.version("org/owl")?.commit == current.commit)
            #expect(try await home.text("notes.txt", of: "org/owl") == "new")
            _ = try await house.gate.keeper.save(
                policy: "version: 1\nname: day\nextends: baseline\n",
                expecting: try await house.gate.keeper.policies.draft().tag, by: "alice")
            let report = try await house.puller.pull(PullRequest(reference: "org/owl@v1"), report: Unheard())
            #expect(report.verdict?.policy == "day" && report.fetchedBytes == 0)
            #expect(try await home.text("notes.txt", of: "org/owl") == "old")
        }
    }

    @Test func `what was pruned while the gate was asked is fetched`() async throws {
        try await GatedHome.with { house in
            let weights = CaptureFixture.safetensors(#""format":"pt""#)
            for name in ["org/owl", "org/other"] {
                try house.home.publish("\(name)/README.md", GatedHome.card)
                try house.home.publish("\(name)/config.json", #"{"architectures":["OwlModel"],"model_type":"owl"}"#)
                try house.home.write("hub/\(name)/model.safetensors", weights)
            }
            try house.home.publish("org/owl/notes.txt", "of the owl alone")
            _ = try await house.puller.pull(PullRequest(reference: "org/other"), report: Unheard())
            let report = try await house.puller.pull(
                PullRequest(reference: "org/owl"), report: Pruning(home: house.home, other: try id("org/other")))
            #expect(report.files == 4 && report.fetchedBytes == report.sizeBytes)
            #expect(try await house.home.paths("org/owl").count == 4)
            #expect(try await house.home.verify().damaged.isEmpty)
        }
    }

    /// Removes another model and prunes as soon as the gate is asked.
    private struct Pruning: PullReporting {
        let home: TestHome
        let other: RepositoryID

        func phase(_ text: String) async throws {
            guard text == "asking the gate" else { return }
            _ = try await home.catalogue.remove(other)
            _ = try await home.prune()
        }
        func note(_ text: String) async throws {}
        func moved(kept: Int64, of total: Int64, received: Int64) async throws {}
    }
}
