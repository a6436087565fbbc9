import Domain
import Hub
import Scoring
import Synchronization
import Testing
import Wire

@testable import Registry

@Suite struct `Capturing what a model links` {
    private static let files = [
        "org/model/README.md": "# It", "org/base/README.md": "# Base", "datasets/org/data/README.md": "# Data",
    ]

    @Test func `reads data sets, parents with their scores, and code`() async throws {
        try await CaptureFixture.with(Self.files) { fixture in
            let links = LinkedNames(
                datasets: ["org/data", "org/data", "org/none", "My own data!"], code: ["https://git.example/x"],
                parents: [.init(name: "org/base", relation: "finetune"), .init(name: "org/gone", relation: nil)])
            let facts = try await CaptureFixture.capture(
                from: fixture.hub(), links: links, code: KnownCode(), scores: KnownScores(scores: ["org/base": 0.75]))
            #expect(facts.datasets.map(\.name) == ["org/data", "org/none", "My own data!"])
            #expect(
                facts.datasets[0].card == .known("# Data") && facts.datasets[0].info.value?["id"] == .string("org/data")
            )
            #expect(facts.datasets[1].info == .absent && facts.datasets[2].info == .absent)
            #expect(facts.parents.map(\.relation) == ["finetune", nil])
            #expect(facts.parents[0].card == .known("# Base") && facts.parents[0].netScore == .known(0.75))
            #expect(facts.parents[1].info == .absent && facts.parents[1].netScore == .absent)
            #expect(facts.code.map(\.url) == ["https://git.example/x"])
        }
    }

    @Test func `asks other Hubs for what the first does not have`() async throws {
        try await CaptureFixture.with(["org/model/README.md": "# It"]) { first in
            try await CaptureFixture.with(Self.files) { second in
                let links = LinkedNames(datasets: ["org/data"], parents: [.init(name: "org/base", relation: nil)])
                let facts = try await CaptureFixture.capture(from: first.hub(), others: [second.hub()], links: links)
                #expect(facts.datasets[0].card == .known("# Data") && facts.parents[0].card == .known("# Base"))
                let offline = second.hub(.init(fails: .offline(host: "hub.example")))
                let without = try await CaptureFixture.capture(from: first.hub(), others: [offline], links: links)
                #expect(without.datasets[0].info == .unavailable("offline"))
                #expect(without.parents[0].card == .unavailable("offline"))
            }
        }
    }

    @Test func `asks for no more than the limits`() async throws {
        try await CaptureFixture.with(Self.files) { fixture in
            let links = LinkedNames(
                datasets: (0..<20).map { "org/d\($0)" }, code: (0..<20).map { "https://git.example/\($0)" },
                parents: (0..<20).map { .init(name: "org/p\($0)", relation: nil) })
            let facts = try await CaptureFixture.capture(from: fixture.hub(), links: links, code: KnownCode())
            #expect(facts.datasets.count == 5 && facts.parents.count == 8 && facts.code.count == 3)
        }
    }

    @Test func `says when code is not looked at`() async throws {
        try await CaptureFixture.with(Self.files) { fixture in
            let facts = try await CaptureFixture.capture(
                from: fixture.hub(), links: LinkedNames(code: ["https://git.example/x"]))
            #expect(facts.code.map(\.history) == [.unavailable("not looked at: `vetting.code` is off")])
        }
    }

    @Test func `gives discovery what the model itself says`() async throws {
        try await CaptureFixture.with(Self.files) { fixture in
            let capture = FactsCapture(
                discover: { facts in
                    facts.texts["README.md"] == .known("# It") ? LinkedNames(datasets: ["org/data"]) : LinkedNames()
                }, code: nil, now: { CaptureFixture.moment })
            let facts = try await capture.capture(try id("org/model"), at: .main, from: fixture.hub())
            #expect(facts.datasets.map(\.name) == ["org/data"])
        }
    }

    @Test func `does things at once, but not too many`() async throws {
        let inside = Inside()
        let results = try await (0..<30).map(atOnce: 4) { number in
            inside.count.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            for _ in 0..<10 { await Task.yield() }
            inside.count.withLock { $0.now -= 1 }
            return number * 2
        }
        #expect(results == (0..<30).map { $0 * 2 } && inside.count.withLock { $0.most } <= 4)
    }

    private final class Inside: Sendable {
        let count = Mutex((now: 0, most: 0))
    }
}
