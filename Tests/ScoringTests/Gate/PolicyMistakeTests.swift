import Domain
import Scoring
import Testing
import Wire

@Suite struct `A policy file that is wrong` {
    private func mistakes(_ text: String) -> [FileMistake] {
        do {
            _ = try Policy(parsing: text)
            return []
        } catch {
            return error.mistakes
        }
    }

    @Test func `is told everything at once, each with its line and key`() {
        let found = mistakes(
            """
            version: 2
            name: Team
            treshold: 1
            metrics:
              licence: {threshold: 0.5}
              bus_factor: {threshold: 1.5, mode: maybe}
              code_quality: {weight: "0.1"}
            licenses:
              allow: [mit, "class:fine"]
              refuse: [MIT]
            scan: {level: unsafe}
            size: {ceiling: huge}
            publishers: {trusted: ["a b"]}
            overrides:
              - {models: [org/*], unknown: whatever}
            not_waivable: [scan.everything]
            max_waiver_days: 0
            """)
        let places = found.map { "\($0.line ?? 0) \($0.key)" }
        #expect(
            places == [
                "1 version", "2 name", "3 treshold", "5 metrics.licence", "6 metrics.bus_factor.threshold",
                "6 metrics.bus_factor.mode", "7 metrics.code_quality.weight", "9 licenses.allow[1]",
                "10 licenses.refuse",
                "11 scan.level", "12 size.ceiling", "13 publishers.trusted[0]", "15 overrides[0].reason",
                "15 overrides[0].unknown", "16 not_waivable[0]", "17 max_waiver_days",
            ])
        #expect(found.first { $0.key == "metrics.licence" }?.message.contains("did you mean `license`?") == true)
        #expect(found.first { $0.key == "version" }?.message == "must be a whole number from 1 to 1, not 2")
    }

    @Test(arguments: [
        ("", "is empty: a policy begins with `version: 1`"), ("- 1", "must be a mapping"),
        ("version: 1", "is missing: verdicts name the policy"), ("name: a", "is missing: write `version: 1`"),
        ("version: 1\nname: [", ""), ("version: 1\nname: a\nname: b", "stands here more than once"),
        (
            "version: 1\nname: a\nextends: nothing",
            "must be strict, baseline, package, artifact, not the text `nothing`"
        ),
        ("version: 1\nname: a\nunknown: true", "must be refuse, review, warn, allow, not true"),
        ("version: 1\nname: a\noverrides: 7", "must be a list, not 7"),
        ("version: 1\nname: a\noverrides: [{reason: x}]", "is missing: name the models"),
        (
            "version: 1\nname: a\nextends: baseline\nlicenses: {refuse: [\"class:permissive\"]}",
            "`class:permissive` stands in"
        ),
        (
            "version: 1\nname: a\nmetrics: {security: {inherit_from_library: true}}",
            "unknown key `inherit_from_library`"
        ),
    ])
    func `is refused with words that help`(_ text: String, _ words: String) {
        let found = mistakes(text)
        #expect(found.contains { $0.message.contains(words) }, "\(found.map(\.text))")
    }

    @Test func `with weights that are all 0 is refused`() {
        let all = GatedMetric.allCases.map { "  \($0.rawValue): {weight: 0}" }.joined(separator: "\n")
        #expect(mistakes("version: 1\nname: a\nmetrics:\n\(all)").map(\.key) == ["metrics"])
    }

    @Test func `cannot fill the memory or the screen`() {
        #expect(mistakes(String(repeating: "#", count: 70_000)).first?.message == "has more than 65536 bytes")
        let many = (0..<3000).map { "k\($0): 1" }.joined(separator: "\n")
        #expect(mistakes("version: 1\nname: a\n\(many)").count == 100)
        let list = (0..<600).map { "l\($0)" }.joined(separator: ", ")
        #expect(mistakes("version: 1\nname: a\nlicenses: {allow: [\(list)]}").map(\.key) == ["licenses.allow"])
        let long = mistakes("version: 1\nname: a\n\(String(repeating: "x", count: 10_000)): 1")
        #expect(long.allSatisfy { $0.text.utf8.count < 1000 })
        let control = mistakes("version: 1\nname: a\n\"a\\e[31mb\": 1")
        #expect(control.allSatisfy { $0.text.unicodeScalars.allSatisfy { $0.value >= 32 } } && !control.isEmpty)
    }

    @Test func `becomes one problem with all of it`() throws {
        do {
            _ = try Policy(parsing: "version: 1\nname: a\nx: 1\nyy: 2")
            Issue.record("was read")
        } catch {
            let problem = error.problem(in: "policy.yaml")
            #expect(problem.code == .badRequest)
            #expect(problem.message.hasPrefix("the policy `policy.yaml` has 2 mistakes\n  line 3: x: unknown key `x`"))
            #expect(problem.message.contains("\n  line 4: yy: unknown key `yy`"))
        }
    }
}
