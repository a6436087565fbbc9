import Scoring
import Testing
import Wire

@Suite struct `Licence rules` {
    private func policy(_ rules: String) throws -> Policy {
        try Policy(parsing: "version: 1\nname: test\nlicenses: {\(rules)}")
    }

    @Test(arguments: [
        ("allow: [mit], unlisted: refuse", Decision.refused), ("allow: [Apache-2.0], unlisted: refuse", .admitted),
        ("allow: [\"apache-*\"], unlisted: refuse", .admitted),
        ("allow: [\"class:permissive\"], unlisted: refuse", .admitted),
        ("refuse: [\"class:permissive\"], allow: [apache-2.0]", .admitted),
        ("refuse: [\"apache*\"], allow: [\"apache-2*\"]", .admitted),
        ("refuse: [\"apache-2*\"], allow: [\"apache*\"]", .refused),
        ("ask: [\"class:permissive\"]", .quarantined), ("unlisted: ask", .quarantined), ("unlisted: allow", .admitted),
        ("refuse: [apache-2.0]", .refused),
    ])
    func `the entry that says most about a licence counts`(_ rules: String, _ decision: Decision) throws {
        #expect(try policy(rules).decide(Sample.subject()).decision == decision)
    }

    @Test func `an SPDX name is known too`() throws {
        var chain = Sample.licence("other", .permissive)
        chain.effective?.spdx = "BSD-3-Clause"
        let verdict = try policy("allow: [bsd-3-clause], unlisted: refuse").decide(Sample.subject(licence: chain))
        #expect(verdict.decision == .admitted)
    }

    @Test func `missing and unknown are two things`() throws {
        func chain(_ verdict: LicenceChain.Verdict) -> LicenceChain {
            LicenceChain(verdict: verdict, reason: "none was found", effective: nil, links: [])
        }
        let rules = try policy("missing: refuse, unknown: warn")
        #expect(rules.decide(Sample.subject(licence: chain(.missing))).failing.map(\.rule) == ["license.allowed"])
        #expect(rules.decide(Sample.subject(licence: chain(.unknown))).decision == .admitted)
        #expect(rules.decide(Sample.subject(licence: nil)).decision == .admitted)
        #expect(try policy("unlisted: allow").decide(Sample.subject(licence: nil)).decision == .refused)
    }

    @Test(arguments: [
        (LicenceChain.Verdict.conflict, "conflict: refuse", Decision.refused),
        (.conflict, "drift: refuse", .quarantined),
        (.drift, "drift: warn", .admitted), (.drift, "drift: refuse", .refused),
        (.consistent, "drift: refuse", .admitted),
    ])
    func `a chain that contradicts itself means what the policy says`(
        _ verdict: LicenceChain.Verdict, _ rules: String, _ decision: Decision
    ) throws {
        var chain = Sample.licence()
        chain.verdict = verdict
        chain.conflicting = [
            .init(source: "base_model", subject: "org/base", licence: Sample.licence("gemma").effective)
        ]
        let found = try policy(rules).decide(Sample.subject(licence: chain))
        #expect(found.decision == decision)
        if verdict != .consistent {
            #expect(try found.rule("license.chain").evidence.map(\.source) == ["org/base"])
        }
    }

    @Test(arguments: ["", "*", "class:", "class:fine", "a b", "mit,", "mit**", "é", String(repeating: "a", count: 101)])
    func `what is no licence is not read as one`(_ text: String) {
        #expect(LicencePattern(text) == nil)
    }
}
