import Domain
import FoundationEssentials
import Scoring
import Testing

@testable import Forge

@Suite struct `Reading a code repository` {
    /// Two people, a rename, a merge, tags, a large file, another repository inside.
    private func prepare(_ shop: Workshop, filters: Bool = true) async throws {
        try await shop.repository("source", filters: filters)
        try await shop.commit("start", ["README.md": "# It\n", "src/a.py": "a\n", "train.py": "t\n"], in: "source")
        try await shop.run(["tag", "v0"], in: "source")
        try await shop.run(["mv", "src/a.py", "src/b.py"], in: "source")
        try await shop.commit("move", in: "source", as: "Bob <bob@x.example>")
        try await shop.run(["checkout", "--quiet", "-b", "side"], in: "source")
        try await shop.commit("side work", ["LICENSE": "MIT\n"], in: "source", as: "Cleo <cleo@x.example>")
        try await shop.run(["checkout", "--quiet", "trunk"], in: "source")
        try await shop.commit("main work", ["requirements.txt": "torch==2.0\n"], in: "source")
        try await shop.run(["merge", "--quiet", "--no-edit", "side"], in: "source")
        try shop.write([UInt8](repeating: 7, count: 1_100_000), to: "weights.bin", in: "source")
        try await shop.commit("weights", in: "source")
        try await shop.run(["tag", "-a", "-m", "one", "v1"], in: "source")
    }

    @Test(arguments: [true, false])
    func `tells its files, texts, history and tags, over HTTP`(filters: Bool) async throws {
        try await Workshop.with { shop in
            try await prepare(shop, filters: filters)
            try await GitServer.with(shop) { server in
                let fact = try await shop.forge().read(server.url("source"))
                let sizes = Dictionary(uniqueKeysWithValues: try #require(fact.files.value).map { ($0.path, $0.size) })
                #expect(
                    sizes == [
                        "README.md": 5, "src/b.py": 2, "train.py": 2, "LICENSE": 4, "requirements.txt": 11,
                        "weights.bin": filters ? 1 << 20 : 1_100_000,
                    ])
                #expect(
                    fact.texts.mapValues(\.value) == [
                        "README.md": "# It\n", "LICENSE": "MIT\n", "requirements.txt": "torch==2.0\n",
                        "train.py": "t\n",
                    ])
                let history = try #require(fact.history.value)
                #expect(
                    Set(history.map(\.title)).isSuperset(of: ["weights", "main work", "side work", "move", "start"]))
                #expect(history.count == 6 && history.filter(\.isMerge).count == 1 && !fact.historyIsPartial)
                #expect(history.first?.title == "weights" && history.last?.title == "start")
                #expect(history.first { $0.title == "move" }?.changes == [.renamed(from: "src/a.py", to: "src/b.py")])
                #expect(Set(history.map(\.authorEmail)) == ["ada@x.example", "bob@x.example", "cleo@x.example"])
                #expect(Set(try #require(fact.tags.value).map(\.name)) == ["v0", "v1"])
                #expect(fact.url == server.url("source"))
                #expect(try shop.cached.filter { $0.hasPrefix("clone-") } == [])
            }
        }
    }

    @Test func `keeps hostile names as what they are`() async throws {
        try await Workshop.with { shop in
            try await shop.repository("source")
            let names = ["tab\tand\nline", "-rf", "a b'\"$(x)", "ünïcode", "\u{1}\(String(repeating: "a", count: 40))"]
            for name in names { try shop.write("x", to: name, in: "source") }
            try await shop.commit("A\u{1}title", in: "source", as: "Eve\u{2}\u{1b}[31m <e\u{1}@x>")
            let fact = try await shop.forge().read(shop.url("source"))
            #expect(Set(try #require(fact.files.value).map(\.path)) == Set(names))
            let commit = try #require(fact.history.value?.first)
            #expect(Set(commit.changes) == Set(names.map { .added($0) }) && commit.title == "A\u{1}title")
        }
    }

    @Test func `finds nothing in an empty one`() async throws {
        try await Workshop.with { shop in
            try await shop.repository("source")
            let fact = try await shop.forge().read(shop.url("source"))
            #expect(fact.files.value == [] && fact.history.value == [] && fact.tags.value == [])
        }
    }

    @Test func `reads the newest commits only, and says so`() async throws {
        try await Workshop.with { shop in
            try await shop.repository("source")
            for number in 1...5 { try await shop.commit("c\(number)", ["f": "\(number)"], in: "source") }
            var settings = ForgeSettings(allowsLocal: true)
            settings.limits.commits = 3
            let fact = try await shop.forge(settings).read(shop.url("source"))
            #expect(fact.history.value?.map(\.title) == ["c5", "c4", "c3"] && fact.historyIsPartial)
        }
    }

    @Test func `asks for a short history when all of it is too much`() async throws {
        try await Workshop.with { shop in
            // A server that sends contents along makes a large clone of a few changes.
            try await shop.repository("source", filters: false)
            for number in 1...8 {
                let noise = (0..<60_000).map { _ in UInt8.random(in: 0...255) }
                try shop.write(noise, to: "noise", in: "source")
                try await shop.commit("c\(number)", in: "source")
            }
            var settings = ForgeSettings(allowsLocal: true)
            settings.limits.clone = ByteCount(300_000)
            settings.limits.shortHistory = 3
            let fact = try await shop.forge(settings).read(shop.url("source"))
            // The third is where the history was cut: to git it adds every file, which says nothing of its author.
            #expect(fact.history.value?.map(\.title) == ["c8", "c7"] && fact.historyIsPartial)
            #expect(fact.tags.value == nil && fact.files.value?.map(\.path) == ["noise"])
        }
    }

    @Test func `gives up on one that is too large even so`() async throws {
        try await Workshop.with { shop in
            try await shop.repository("source", filters: false)
            try shop.write((0..<400_000).map { _ in UInt8.random(in: 0...255) }, to: "noise", in: "source")
            try await shop.commit("c", in: "source")
            var settings = ForgeSettings(allowsLocal: true)
            settings.limits.clone = ByteCount(100_000)
            let fact = try await shop.forge(settings).read(shop.url("source"))
            #expect(fact.files == .unavailable("too large: the repository over 100.0 kB"))
            #expect(try shop.cached.filter { $0.hasPrefix("clone-") } == [])
        }
    }

    @Test func `fetches named files alone when the head is too large`() async throws {
        try await Workshop.with { shop in
            try await shop.repository("source")
            for number in 0..<6 {
                try shop.write((0..<100_000).map { _ in UInt8.random(in: 0...255) }, to: "noise\(number)", in: "source")
            }
            try await shop.commit("c", ["README.md": "# It"], in: "source")
            var settings = ForgeSettings(allowsLocal: true)
            settings.limits.clone = ByteCount(200_000)
            settings.limits.head = ByteCount(10_000)
            let fact = try await shop.forge(settings).read(shop.url("source"))
            #expect(fact.texts["README.md"]?.value == "# It" && fact.files.value?.count == 7)
            // What did not come is not taken for a large file.
            #expect(fact.files.value?.contains { $0.size == 1 << 20 } == false)
        }
    }

    @Test func `says of texts why they are not there`() async throws {
        try await Workshop.with { shop in
            try await shop.repository("source")
            try shop.write([0, 1, 2], to: "README.md", in: "source")
            try await shop.commit("c", ["LICENSE": String(repeating: "x", count: 5000), "setup.py": "y"], in: "source")
            var settings = ForgeSettings(allowsLocal: true)
            settings.limits.text = ByteCount(1000)
            let fact = try await shop.forge(settings).read(shop.url("source"))
            #expect(fact.texts["README.md"] == .unavailable("not text"))
            #expect(fact.texts["LICENSE"] == .unavailable("too large: 5.0 kB") && fact.texts["setup.py"] == .known("y"))
        }
    }
}
