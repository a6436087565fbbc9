package import Wire

/// How soon somebody new can use the model: what its card says, without templates and placeholders.
package struct RampUpMetric: CardMetric {
    package let name = "ramp_up_time"

    /// Words without which a section says nothing.
    static let leastWords = 15
    static let leastWordsOfUses = 10
    static let leastWordsOfCard = 100

    package init() {}

    package func evaluate(_ reading: Reading, _ context: MetricContext) throws -> MetricResult {
        var sheet = ProbeSheet(name)
        switch reading.readme {
        case .unavailable(let why):
            for (id, weight) in Self.ofText { sheet.unknown(id, weight, "the card could not be read: \(why)") }
        case .absent:
            for (id, weight) in Self.ofText { sheet.no(id, weight, "there is no card", remedy: "write a README.md") }
        case .known: text(reading, &sheet)
        }
        metadata(reading, &sheet)
        return sheet.result()
    }

    private static let ofText = [
        ("runnable_snippet", 0.25), ("description", 0.15), ("card_nontrivial", 0.10), ("uses", 0.10),
        ("limitations", 0.10), ("training", 0.10), ("evaluation", 0.05), ("links", 0.05),
    ]

    private func text(_ reading: Reading, _ sheet: inout ProbeSheet) {
        let prose = reading.prose
        snippet(reading, &sheet)
        description(prose, &sheet)
        let words = prose.words
        let said = "the card has \(words) words of its author's"
        if words >= Self.leastWordsOfCard {
            sheet.yes("card_nontrivial", 0.10, said)
        } else {
            sheet.no(
                "card_nontrivial", 0.10, said, remedy: "describe the model in at least \(Self.leastWordsOfCard) words")
        }
        section("uses", .uses, 0.10, least: Self.leastWordsOfUses, "say what it is for and what not", prose, &sheet)
        section(
            "limitations", .limitations, 0.10, least: Self.leastWords, "say where it fails and whom it may harm", prose,
            &sheet)
        section(
            "training", .training, 0.10, least: Self.leastWords, "say how and on what it was trained", prose, &sheet)
        evaluation(reading, &sheet)
        links(reading, &sheet)
    }

    private func snippet(_ reading: Reading, _ sheet: inout ProbeSheet) {
        let (prose, snippets) = (reading.prose, reading.snippets)
        let remedy = "add a code block that loads the model and runs it once"
        if let block = snippets.runnable.first {
            let evidence = Evidence(
                source: "README.md", locator: prose.sections[block.section].title, excerpt: Self.excerpt(of: block))
            sheet.yes("runnable_snippet", 0.25, "a code block shows how to load it", [evidence])
        } else if snippets.isPieced {
            sheet.yes("runnable_snippet", 0.25, "code blocks install and import what runs it")
        } else if prose.blocks.isEmpty {
            sheet.no("runnable_snippet", 0.25, "the card has no code block", remedy: remedy)
        } else {
            sheet.no("runnable_snippet", 0.25, "no code block loads or runs the model", remedy: remedy)
        }
    }

    private func description(_ prose: Prose, _ sheet: inout ProbeSheet) {
        if let section = prose.section(about: .description, words: Self.leastWords) {
            sheet.yes(
                "description", 0.15, "\(prose.words(in: section)) words under \"\(section.title)\"",
                Self.heading(section))
            return
        }
        let lead = prose.words(in: prose.lead)
        if lead >= Self.leastWords {
            sheet.yes("description", 0.15, "\(lead) words before the second heading")
        } else {
            sheet.no(
                "description", 0.15, "nothing describes the model",
                remedy: "say in a paragraph what the model is and does")
        }
    }

    private func section(
        _ id: String, _ topic: Topic, _ weight: Double, least: Int, _ remedy: String, _ prose: Prose,
        _ sheet: inout ProbeSheet
    ) {
        if let section = prose.section(about: topic, words: least) {
            sheet.yes(id, weight, "\(prose.words(in: section)) words under \"\(section.title)\"", Self.heading(section))
        } else if let empty = prose.sections(about: topic).first {
            sheet.no(id, weight, "\"\(empty.title)\" has fewer than \(least) words of its author's", remedy: remedy)
        } else {
            sheet.no(id, weight, "no section about it", remedy: remedy)
        }
    }

    private func evaluation(_ reading: Reading, _ sheet: inout ProbeSheet) {
        if let section = reading.prose.section(about: .evaluation, words: Self.leastWords) {
            let said = "\(reading.prose.words(in: section)) words under \"\(section.title)\""
            sheet.yes("evaluation", 0.05, said, Self.heading(section))
        } else if let claim = reading.claims.first {
            sheet.yes("evaluation", 0.05, "measured values under an evaluation heading", [claim.evidence])
        } else {
            sheet.no(
                "evaluation", 0.05, "no section about how good it is", remedy: "say how good it is, measured on what")
        }
    }

    private func links(_ reading: Reading, _ sheet: inout ProbeSheet) {
        let links = reading.links
        let found = links.papers.map { "paper \($0)" } + links.code + links.demos
        if let first = found.first {
            let evidence = Evidence(source: "README.md", excerpt: found.prefix(4).joined(separator: ", "))
            sheet.yes("links", 0.05, "links \(first)", [evidence])
        } else {
            sheet.no("links", 0.05, "links no paper, code, demo or notebook", remedy: "link the paper or the code")
        }
    }

    /// The fields that searching and loading rely on.
    private func metadata(_ reading: Reading, _ sheet: inout ProbeSheet) {
        let fields = [
            ("license", reading.license != nil), ("pipeline_tag", reading.pipelineTag != nil),
            ("library_name", reading.libraryName != nil), ("language", !reading.languages.isEmpty),
        ]
        let isBlind = reading.card == nil && reading.facts.info.value == nil && reading.readme != .absent
        guard !isBlind else {
            return sheet.unknown("metadata", 0.10, "neither the card nor the Hub's answer could be read")
        }
        let present = fields.filter(\.1).map(\.0)
        let missing = fields.filter { !$0.1 }.map(\.0)
        let said = present.isEmpty ? "none of the four fields" : "has \(present.joined(separator: ", "))"
        sheet.partial(
            "metadata", 0.10, Double(present.count) / Double(fields.count), said,
            remedy: "add \(missing.joined(separator: ", ")) to the front matter")
    }

    static func heading(_ section: Prose.Section) -> [Evidence] {
        [Evidence(source: "README.md", locator: section.title, excerpt: section.title)]
    }

    private static func excerpt(of block: Prose.Block) -> String { String(block.text.prefix(200)) }
}
