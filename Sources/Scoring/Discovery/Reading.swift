import Hub
import Wire

/// The card and what the Hub says of the model, read once for all metrics. Where both say something, the card counts: it
/// belongs to the commit.
package struct Reading: Sendable {
    let facts: Facts
    /// README.md, or why there is none.
    let readme: Captured<String>
    /// Nil when there is no README.
    let card: ModelCard?
    let prose: Prose
    let snippets: Snippets
    private(set) var links = Links()
    /// Results in the formats of the Hub.
    private(set) var results = StructuredClaims()
    /// Results in the text of the card.
    private(set) var claims = ProseClaims()

    /// Larger cards are read up to here, in bytes.
    static let maximumCardBytes = 1 << 20

    init(_ facts: Facts) {
        self.facts = facts
        readme = facts.text("README.md")
        card = readme.value.map { ModelCard(Array($0.utf8.prefix(Self.maximumCardBytes))) }
        prose = Prose(card?.body ?? "")
        snippets = Snippets(prose)
        links = Links(self)
        results = StructuredClaims(self)
        claims = ProseClaims(self)
    }

    var cardData: JSONValue? { facts.info.value?["cardData"] }
    var tags: [String] { unique((card?.tags ?? []) + (facts.info.value?["tags"]?.strings ?? [])) }

    var license: String? {
        let declared = card?.license ?? cardData?["license"]?.strings.first ?? tags.licence
        return declared.flatMap { ["unknown", "none", ""].contains($0.lowercased()) ? nil : $0 }
    }

    var libraryName: String? { card?.libraryName ?? facts.info.value?["library_name"]?.string }
    var pipelineTag: String? { card?.pipelineTag ?? facts.info.value?["pipeline_tag"]?.string }

    var languages: [String] {
        let own = card?.languages ?? []
        return own.isEmpty ? (cardData?["language"]?.strings ?? []) : own
    }

    var modelIndex: JSONValue? {
        card?.modelIndex ?? cardData?["model-index"] ?? facts.info.value?["model-index"]
    }

    /// What tags say after a prefix: `dataset:`, `arxiv:`.
    func tagged(_ prefix: String) -> [String] {
        tags.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }

    private func unique(_ values: [String]) -> [String] {
        var seen: Set<String> = []
        return values.filter { seen.insert($0).inserted }
    }
}
