import Testing

@testable import Scoring

@Suite struct `Use of a model in a project` {
    private let knowledge: LicenceKnowledge

    init() throws { knowledge = try LicenceKnowledge.load() }

    private func uses(_ project: String?, _ model: String?) -> UseCompatibility {
        UseRules(knowledge: knowledge).compatibility(
            project: project.flatMap { knowledge.identify(id: $0) }, model: model.flatMap { knowledge.identify(id: $0) }
        )
    }

    @Test(arguments: [
        ("mit", "apache-2.0", true, true), ("gpl-2.0", "apache-2.0", false, true),
        ("gpl-3.0", "apache-2.0", true, true),
        ("mit", "gpl-3.0", false, true), ("apache-2.0", "cc-by-nc-4.0", false, false),
        ("cc-by-nc-4.0", "cc-by-nc-4.0", true, true),
        ("apache-2.0", "llama3.1", true, true), ("gpl-3.0", "llama3.1", false, true),
        ("mit", "cc-by-nd-4.0", false, true),
        ("mit", "cc-by-nc-nd-4.0", false, false), ("mit", "cc0-1.0", true, true), ("lgpl-2.1", "mit", true, true),
    ])
    func `follows from both licences`(_ project: String, _ model: String, _ tuning: Bool, _ inference: Bool) {
        let uses = uses(project, model)
        #expect(uses.compatibleFineTuning == tuning)
        #expect(uses.compatibleInference == inference)
        #expect(uses.conflicts.map(\.use) == (tuning ? [] : ["fine_tuning"]) + (inference ? [] : ["inference"]))
    }

    @Test func `is unknown when a licence is`() {
        #expect(uses("mit", nil).compatibleInference == nil)
        #expect(uses("mit", "cc").compatibleFineTuning == nil)
        let project = uses(nil, "mit")
        #expect(project.compatibleFineTuning == nil)
        #expect(project.compatibleInference == true)
        #expect(project.conflicts.isEmpty)
    }
}
