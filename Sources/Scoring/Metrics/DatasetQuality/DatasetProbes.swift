import Hub
import Wire

/// The eight questions about one data set.
struct DatasetProbes {
    private let fact: DatasetFact
    private let card: DatasetCard?
    private let prose: Prose

    private static let leastWordsOfCard = 100
    private static let leastWords = 15
    private static let leastDownloads: Int64 = 1000

    init(_ fact: DatasetFact) {
        self.fact = fact
        let card = fact.card.value.map { DatasetCard(Array($0.utf8.prefix(Reading.maximumCardBytes))) }
        self.card = card
        prose = Prose(card?.body ?? "")
    }

    /// - Parameter share: what this data set weighs among all of them.
    func ask(_ sheet: inout ProbeSheet, share: Double) {
        func id(_ name: String) -> String { "\(name)@\(fact.name)" }
        if fact.info == .absent, fact.card.value == nil {
            return sheet.no(
                id("resolves"), share, "\(fact.name) is not on the Hub",
                remedy: "declare \(fact.name) by its name on the Hub")
        }
        license(id("licence"), 0.20 * share, &sheet)
        text(id("card"), 0.20 * share, &sheet)
        shape(id("shape"), 0.15 * share, &sheet)
        section(
            id("provenance"), .provenance, 0.15 * share, "say where \(fact.name) comes from and how it was collected",
            &sheet)
        section(
            id("limitations"), .sensitivity, 0.15 * share, "say what biases and personal data \(fact.name) has", &sheet)
        citation(id("citation"), 0.05 * share, &sheet)
        access(id("access"), 0.05 * share, &sheet)
        downloads(id("use"), 0.05 * share, &sheet)
    }

    private var cardData: JSONValue? { fact.info.value?["cardData"] }
    private var tags: [String] { (card?.tags ?? []) + (fact.info.value?["tags"]?.strings ?? []) }

    /// Why neither the card nor the Hub's answer says anything; nil when one of them could be looked at.
    private var blindness: String? {
        switch (fact.info, fact.card) {
        case (.unavailable(let why), .unavailable): "\(fact.name): \(why)"
        default: nil
        }
    }

    /// Why the card says nothing; nil when it could be looked at.
    private var cardBlindness: String? {
        if case .unavailable(let why) = fact.card { "the card of \(fact.name): \(why)" } else { nil }
    }

    private func license(_ id: String, _ weight: Double, _ sheet: inout ProbeSheet) {
        if let blindness { return sheet.unknown(id, weight, blindness) }
        let all = (card?.licenses ?? []) + (cardData?["license"]?.strings ?? []) + tags.said(.licence)
        let real = all.first { !["other", "unknown", "none", ""].contains($0.lowercased()) }
        if let real {
            let evidence = Evidence(source: "datasets/\(fact.name)", locator: "license", excerpt: real)
            sheet.yes(id, weight, "licensed \(real)", [evidence])
        } else {
            let said = all.first.map { "the licence is only `\($0.prefix(40))`" } ?? "no licence"
            sheet.no(id, weight, said, remedy: "give \(fact.name) a licence")
        }
    }

    private func text(_ id: String, _ weight: Double, _ sheet: inout ProbeSheet) {
        if let cardBlindness { return sheet.unknown(id, weight, cardBlindness) }
        let words = prose.words
        if words >= Self.leastWordsOfCard {
            sheet.yes(id, weight, "its card has \(words) words")
        } else {
            sheet.no(id, weight, "its card has \(words) words", remedy: "describe \(fact.name) in at least 100 words")
        }
    }

    private func shape(_ id: String, _ weight: Double, _ sheet: inout ProbeSheet) {
        if let blindness { return sheet.unknown(id, weight, blindness) }
        var said: [String] = []
        if card?.info != nil || Self.isFull(cardData?["dataset_info"]) { said.append("dataset_info") }
        if card.map({ !$0.sizeCategories.isEmpty }) ?? false
            || tags.contains(where: { $0.hasPrefix("size_categories:") })
            || Self.isFull(cardData?["size_categories"])
        {
            said.append("size_categories")
        }
        if said.isEmpty {
            sheet.no(
                id, weight, "sizes, splits and features are not said", remedy: "add `dataset_info` to \(fact.name)")
        } else {
            sheet.yes(id, weight, "says \(said.joined(separator: " and "))")
        }
    }

    private func section(
        _ id: String, _ topic: Topic, _ weight: Double, _ remedy: String, _ sheet: inout ProbeSheet
    ) {
        if let cardBlindness { return sheet.unknown(id, weight, cardBlindness) }
        if let section = prose.section(about: topic, words: Self.leastWords) {
            let evidence = Evidence(source: "datasets/\(fact.name)", locator: section.title, excerpt: section.title)
            sheet.yes(id, weight, "\(prose.words(in: section)) words under \"\(section.title)\"", [evidence])
        } else {
            sheet.no(id, weight, "no section about it with \(Self.leastWords) words", remedy: remedy)
        }
    }

    private func citation(_ id: String, _ weight: Double, _ sheet: inout ProbeSheet) {
        if let blindness { return sheet.unknown(id, weight, blindness) }
        let isTagged = tags.contains { $0.hasPrefix("arxiv:") || $0.hasPrefix("doi:") }
        let isCited = prose.blocks.contains {
            LoweredText($0.text).containsAny(["@inproceedings", "@article", "@misc", "@dataset"])
        }
        let isSaid = prose.section(about: .citation, words: 5) != nil
        if isTagged || isCited || isSaid {
            sheet.yes(id, weight, "says how to cite it")
        } else {
            sheet.no(id, weight, "no citation and no paper", remedy: "say how to cite \(fact.name)")
        }
    }

    private func access(_ id: String, _ weight: Double, _ sheet: inout ProbeSheet) {
        guard let info = fact.info.value else { return sheet.unknown(id, weight, "the Hub's answer is missing") }
        let isGated = info["gated"].map { $0 != false && !$0.isNull && $0 != "false" } ?? false
        if info["disabled"]?.bool == true || info["private"]?.bool == true || isGated {
            sheet.no(id, weight, isGated ? "access has to be asked for" : "it is disabled or private", remedy: nil)
        } else {
            sheet.yes(id, weight, "open to everybody")
        }
    }

    private func downloads(_ id: String, _ weight: Double, _ sheet: inout ProbeSheet) {
        let counts = ["downloadsAllTime", "downloads"].compactMap { fact.info.value?[$0]?.integer }
        guard let most = counts.max() else { return sheet.unknown(id, weight, "the Hub counts no downloads") }
        if most >= Self.leastDownloads {
            sheet.yes(id, weight, "\(most) downloads")
        } else {
            sheet.no(id, weight, "\(most) downloads", remedy: nil)
        }
    }

    private static func isFull(_ value: JSONValue?) -> Bool {
        switch value {
        case nil, .null: false
        case .array(let items): !items.isEmpty
        case .object(let fields): !fields.isEmpty
        default: true
        }
    }
}
