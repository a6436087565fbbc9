import Testing
import Wire

@testable import Scoring

@Suite struct `Licence chain` {
    private let knowledge: LicenceKnowledge

    init() throws { knowledge = try LicenceKnowledge.load() }

    private func chain(_ facts: Facts) -> LicenceChain { LicenceChainBuilder(knowledge: knowledge).chain(from: facts) }

    @Test func `is consistent when card, file, header and base model say the same`() throws {
        let chain = chain(
            LicenceFacts.of(
                card: LicenceFacts.declaring("apache-2.0"), texts: ["LICENSE": try LicenceSamples.apache()],
                header: "apache-2.0",
                base: ["org/base": "apache-2.0"]))
        #expect(chain.verdict == .consistent)
        #expect(chain.effective?.id == "apache-2.0")
        #expect(chain.links.map(\.source) == ["card", "file", "header", "base_model"])
        #expect(knowledge.issues(of: chain) == [])
    }

    @Test func `shows the two places that contradict each other`() {
        let chain = chain(
            LicenceFacts.of(card: LicenceFacts.declaring("apache-2.0"), texts: ["LICENSE": LicenceSamples.mit]))
        #expect(chain.verdict == .conflict)
        #expect(chain.conflicting.map(\.subject) == ["README.md", "LICENSE"])
        #expect(chain.reason == "README.md says `apache-2.0`, LICENSE says `mit`")
        #expect(chain.remedy != nil)
        #expect(knowledge.issues(of: chain) == [.conflict])
    }

    @Test func `drifts when it allows more than its base model`() {
        let chain = chain(
            LicenceFacts.of(card: LicenceFacts.declaring("mit"), base: ["meta/llama": "llama3.1", "org/free": "mit"]))
        #expect(chain.verdict == .drift)
        #expect(chain.conflicting.last?.subject == "meta/llama")
        #expect(chain.effective?.id == "llama3.1")
    }

    @Test func `drifts when it hides non-commercial data, not when data share alike`() {
        let card = LicenceFacts.declaring("apache-2.0")
        #expect(chain(LicenceFacts.of(card: card, data: ["org/nc": "cc-by-nc-4.0"])).verdict == .drift)
        #expect(chain(LicenceFacts.of(card: card, data: ["wikipedia": "cc-by-sa-3.0"])).verdict == .consistent)
    }

    @Test func `is missing when everybody was asked and nobody says, unknown when nobody could be asked`() {
        #expect(chain(LicenceFacts.of(card: "# A model\n")).verdict == .missing)
        #expect(chain(LicenceFacts.of()).verdict == .missing)
        let closed = chain(LicenceFacts.of(gated: "the Hub answered 403: gated"))
        #expect(closed.verdict == .unknown)
        #expect(closed.reason.contains("403"))
    }

    @Test func `takes the tag of the Hub when the card is behind a gate`() {
        let chain = chain(LicenceFacts.of(tags: ["license:llama3.2"], gated: "gated"))
        #expect(chain.verdict == .consistent)
        #expect(chain.effective?.id == "llama3.2")
    }

    @Test func `reads the name and the text behind other`() throws {
        let named = "---\nlicense: other\nlicense_name: deepseek\nlicense_link: LICENSE\n---\n"
        #expect(chain(LicenceFacts.of(card: named)).effective?.id == "deepseek-la-1.0")
        let unnamed = LicenceFacts.of(
            card: LicenceFacts.declaring("other"), texts: ["LICENSE": try LicenceSamples.apache()])
        #expect(chain(unnamed).effective?.id == "apache-2.0")
        #expect(chain(LicenceFacts.of(card: LicenceFacts.declaring("other"))).verdict == .unknown)
    }

    @Test func `lets a family agree with its member`() throws {
        let apache = LicenceFacts.of(card: LicenceFacts.declaring("gpl"), texts: ["COPYING": LicenceSamples.gplNotice])
        let chain = chain(apache)
        #expect(chain.verdict == .consistent)
        #expect(chain.effective?.id == "gpl-2.0-or-later")
        #expect(knowledge.issues(of: chain) == [.family])
    }
}
