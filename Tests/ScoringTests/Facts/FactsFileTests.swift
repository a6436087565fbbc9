import Domain
import Foundation
import Scoring
import SystemPackage
import Testing
import Wire

@Suite struct `Saved facts` {
    private static func problem(_ text: String) -> Problem? {
        do {
            _ = try FactsFile.decode(Array(text.utf8), name: "facts.json")
            return nil
        } catch {
            return error
        }
    }

    private static func text(_ facts: Facts) throws -> String {
        String(decoding: try FactsFile.encode(SavedFacts(facts)), as: UTF8.self)
    }

    @Test func `come back from a file as they were`() throws {
        let path = FilePath(NSTemporaryDirectory()).appending("roost-facts-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(atPath: path.string) }  // a temporary file
        var facts = MetricFixture.facts(
            card: GoodCards.encoder,
            info: ["cardData": ["base_model": "a/b"], "safeTensors": .number(1.5), "some_key": [.null]],
            parents: [
                ParentFact(
                    name: "a/b", relation: nil, info: .absent, card: .unavailable("gated"), netScore: .known(0.1))
            ])
        facts.execution = .known(
            ExecutionFact(outcome: .failed, code: "1/0", environment: "sha256:00", exitCode: 1, seconds: 0.1))
        facts.code = [
            CodeFact(
                url: "https://github.com/a/b", files: .known([]),
                history: .known(History { $0.rename("a.py", "b.py", by: "ann") }.commits), tags: .absent)
        ]
        let finding = ScanFinding(
            rule: "pickle-import", verdict: .unsafe, offset: 2, name: "os.system", message: "runs")
        let saved = SavedFacts(
            facts, scan: [FileScan(path: "a.pkl", verdict: .unsafe, format: "pickle", findings: [finding])],
            sizeBytes: 7)
        try FactsFile.save(saved, to: path)
        #expect(try FactsFile.load(from: path) == saved)
    }

    @Test func `from before there were runs and parents of commits can still be read`() throws {
        let text = try Self.text(MetricFixture.facts(card: "# Anvil"))
        #expect(!text.contains("execution"))
        #expect(try FactsFile.decode(Array(text.utf8)).facts.execution == nil)
    }

    @Test(arguments: [
        "", "{}", "[]", "null", "{\"format\": \"other\", \"version\": 1}", "\u{0}\u{1}", "{\"format\": 3}",
    ])
    func `what is no such file is told so`(_ text: String) {
        #expect(Self.problem(text)?.code == .badRequest)
        #expect(Self.problem(text)?.message == "`facts.json` holds no facts")
    }

    @Test func `a file of a later format is told so`() throws {
        let text = try Self.text(MetricFixture.facts()).replacing("\"version\":1", with: "\"version\":2")
        #expect(Self.problem(text)?.code == .unsupported)
    }

    @Test func `damaged, nested and absurd facts are refused with words`() throws {
        let text = try Self.text(MetricFixture.facts(info: ["key": "value"]))
        let deep = String(repeating: "[", count: 400) + String(repeating: "]", count: 400)
        let broken = [
            text.replacing("\"kind\":\"model\"", with: "\"kind\":\"toaster\""),
            text.replacing(MetricFixture.commit, with: "main"),
            text.replacing("\"asOf\":", with: "\"asOf\":1e300,\"x\":"),
            text.replacing("\"value\"", with: deep), String(text.dropLast(20)),
        ]
        for text in broken { #expect(Self.problem(text)?.code == .badRequest) }
    }

    @Test(arguments: ["/dev/zero", "/dev/null", "/", "/nowhere/at/all"])
    func `what is no file does not hang or fill the memory`(_ path: String) {
        #expect(throws: Problem.self) { try FactsFile.load(from: FilePath(path)) }
    }
}
