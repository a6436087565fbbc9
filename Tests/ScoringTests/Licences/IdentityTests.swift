import Testing
import Wire

@testable import Scoring

@Suite struct `Licence identifiers` {
    private let knowledge: LicenceKnowledge

    /// All that the Hub has, without `unknown` and `other`, which name none.
    private static let hub = """
        apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m afl-3.0
        artistic-2.0 bsl-1.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear c-uda cc cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0
        cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0
        cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0
        epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 eupl-1.2 agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0 isc h-research
        intel-research lppl-1.3c ms-pl apple-ascl apple-amlr mpl-2.0 odc-by odbl openmdw-1.0 openmdw-1.1 openrail++ osl-3.0
        postgresql ofl-1.1 ncsa unlicense zlib pddl lgpl-lr deepfloyd-if-license fair-noncommercial-research-license llama2
        llama3 llama3.1 llama3.2 llama3.3 llama4 grok2-community gemma
        """.split { $0 == " " || $0 == "\n" }.map(String.init)

    init() throws { knowledge = try LicenceKnowledge.load() }

    @Test func `of the Hub are all known and keep their spelling`() {
        #expect(Self.hub.count == 81)
        #expect(Self.hub.filter { knowledge.identify(id: $0)?.id != $0 } == [])
    }

    @Test(arguments: ["other", "unknown", "", "no such licence", "mit or nothing-known", "((((((((mit", "mit with"])
    func `that name no licence are none`(_ id: String) { #expect(knowledge.identify(id: id) == nil) }

    @Test(arguments: [
        ("MIT", "mit"), ("Apache License 2.0", "apache-2.0"), ("apache", "apache-2.0"), ("GPLv2+", "gpl-2.0-or-later"),
        ("GPL-2+", "gpl-2.0-or-later"), ("BSD-3-Clause", "bsd-3-clause"), ("bsd-new", "bsd-3-clause"), ("Expat", "mit"),
        ("MIT/Apache-2.0", "mit or apache-2.0"), ("MIT License", "mit"),
        ("gpl-2.0 WITH classpath-exception-2.0", "gpl-2.0 with classpath-exception-2.0"),
        ("(MIT OR Apache-2.0) AND Zlib", "(mit or apache-2.0) and zlib"), ("LLAMA-3.1", "llama3.1"),
        ("CC BY-NC-SA 4.0", "cc-by-nc-sa-4.0"),
    ])
    func `are read as people write them`(_ text: String, _ id: String) {
        #expect(knowledge.identify(id: text)?.id == id)
    }

    @Test(arguments: [
        ("openrail", LicenceClass.useRestricted), ("creativeml-openrail-m", .useRestricted),
        ("openrail++", .useRestricted),
        ("llama3", .useRestricted), ("grok2-community", .useRestricted), ("apple-amlr", .nonCommercial),
        ("deepfloyd-if-license", .nonCommercial), ("fair-noncommercial-research-license", .nonCommercial),
        ("h-research", .nonCommercial), ("intel-research", .nonCommercial), ("apple-ascl", .useRestricted),
        ("c-uda", .useRestricted), ("openmdw-1.1", .permissive), ("cc", .unknown), ("mit", .permissive),
        ("cc0-1.0", .publicDomain),
        ("lgpl-3.0", .weakCopyleft), ("cc-by-sa-4.0", .weakCopyleft), ("gpl-3.0", .copyleft),
        ("cc-by-nc-4.0", .nonCommercial),
        ("cc-by-nd-4.0", .nonCommercial), ("llama2", .useRestricted), ("gemma", .useRestricted),
        ("mit or gpl-3.0", .permissive),
        ("mit and gpl-3.0", .copyleft), ("gpl-2.0 with classpath-exception-2.0", .weakCopyleft),
    ])
    func `have the class that counts for use`(_ id: String, _ kind: LicenceClass) {
        #expect(knowledge.identify(id: id)?.class == kind)
    }

    @Test func `of families are told from licences`() {
        #expect(["bsd", "gpl", "lgpl", "cc", "openrail", "gfdl"].allSatisfy(knowledge.isFamily))
        #expect(!knowledge.isFamily("bsd-3-clause"))
    }

    @Test func `go together as OSADL says`() {
        #expect(knowledge.compatibility(of: "mit", with: "gpl-2.0") == .yes)
        #expect(knowledge.compatibility(of: "gpl-2.0", with: "mit") == .no)
        #expect(knowledge.compatibility(of: "mit or gpl-2.0", with: "mit") == .yes)
        #expect(knowledge.compatibility(of: "mit and gpl-2.0", with: "mit") == .no)
        #expect(knowledge.compatibility(of: "llama3", with: "mit") == .unknown)
    }
}
