import Scoring
import Testing
import Wire

@Suite struct `The license metric` {
    private let metric: LicenseMetric

    init() throws { metric = LicenseMetric(knowledge: try LicenceKnowledge.load()) }

    private func result(_ facts: Facts, compatibleWith: String? = nil) throws -> MetricResult {
        try metric.evaluate(facts, MetricContext(compatibleWith: compatibleWith))
    }

    @Test(arguments: [
        ("apache-2.0", 1.0), ("cc0-1.0", 1.0), ("lgpl-3.0", 0.8), ("cc-by-sa-4.0", 0.8), ("gpl-3.0", 0.6),
        ("llama3.1", 0.5),
        ("openrail", 0.4), ("cc-by-nc-4.0", 0.2), ("bsd", 0.9), ("gpl", 0.5), ("cc", 0.0), ("other", 0.0),
        ("my-own", 0.0),
    ])
    func `is worth what the class of the declared licence is worth`(_ id: String, _ score: Double) throws {
        let result = try result(LicenceFacts.of(card: LicenceFacts.declaring(id)))
        #expect(result.status == .scored)
        #expect(result.score == score)
    }

    @Test func `counts the least of card, text and base model`() throws {
        let mixed = LicenceFacts.of(
            card: LicenceFacts.declaring("mit"), texts: ["LICENSE": LicenceSamples.mit], base: ["org/base": "gemma"])
        let result = try result(mixed)
        #expect(result.score == 0.5)
        #expect(result.reason.hasPrefix("LIC-DRIFT"))
        #expect(result.evidence.contains { $0.excerpt == "base model org/base: gemma" })
    }

    @Test func `is capped when it does not go with what the policy names, and only noted when nobody knows`() throws {
        let gpl = LicenceFacts.of(card: LicenceFacts.declaring("gpl-3.0"))
        #expect(try result(gpl, compatibleWith: "LGPL-2.1-only").score == 0.4)
        let llama = LicenceFacts.of(card: LicenceFacts.declaring("llama2"))
        #expect(try result(llama, compatibleWith: "LGPL-2.1-only").score == 0.5)
    }

    @Test func `is zero when nothing is said, unknown when nothing could be read`() throws {
        let missing = try result(LicenceFacts.of(card: "# A model\n"))
        #expect(missing.score == 0)
        #expect(missing.reason.hasPrefix("LIC-MISSING"))
        let gated = try result(LicenceFacts.of(gated: "the Hub answered 403"))
        #expect(gated.status == .unknown)
        #expect(gated.score == nil)
        let tagged = try result(LicenceFacts.of(tags: ["license:mit"], gated: "the Hub answered 403"))
        #expect(tagged.score == 1)
    }
}
