import Domain
import Hub
import Wire

/// What a Hub says of a repository, in lines.
struct OfferFacts: Sendable {
    /// One line; what it names may have pages.
    struct Line: Sendable {
        let label: String
        let items: [Item]
    }

    struct Item: Sendable {
        let text: String
        let path: String?
        let moment: MomentWords?
    }

    let lines: [Line]
    let tags: [String]

    private static let mostItems = 20
    private static let mostTags = 60

    init(_ offer: Offer, _ address: OfferAddress) {
        let info = offer.info
        let summary = info.summary
        let hub = address.hub ?? HubName(offer.hub.endpoint).key
        var lines: [Line] = []
        func add(_ label: String, _ texts: [String?], _ path: (String) -> String? = { _ in nil }) {
            let items = texts.compactMap(\.self).filter { !$0.isEmpty }.prefix(Self.mostItems)
            if !items.isEmpty {
                lines.append(Line(label: label, items: items.map { Item(text: $0, path: path($0), moment: nil) }))
            }
        }
        let card = info.cardData
        add("Task", [summary.task] + (info.id.kind == .dataset ? Self.texts(card?["task_categories"]) : []))
        add("Library", [summary.libraryName])
        add("Licence", Self.licences(info))
        add("Parameters", [(info.parameters?.total ?? info.gguf?.parameters).map(Self.parameters)])
        add("Context", [Self.context(offer).map { "\(Words.count($0)) tokens" }])
        add("Architecture", Self.architectures(offer))
        let bases = info.baseModels.map { $0.models.map(\.path) } ?? Self.texts(card?["base_model"])
        add("Base models", bases) { name in
            RepositoryID(name).map { OfferAddress(repository: $0, hub: hub).page }
        }
        add("Relation", [info.baseModels?.relation ?? card?["base_model_relation"]?.string])
        add("Data sets", Self.texts(card?["datasets"])) { name in
            RepositoryID(name, kind: .dataset).map { OfferAddress(repository: $0, hub: hub).page }
        }
        add("Languages", Self.texts(card?["language"]))
        add("Downloads", [summary.downloads.map(Words.count)])
        add("Likes", [summary.likes.map(Words.count)])
        if let updated = summary.lastModified.map(Timestamp.text) {
            let item = Item(text: updated, path: nil, moment: Words.moment(updated))
            lines.append(Line(label: "Updated", items: [item]))
        }
        add("Commit", [info.commit?.short])
        add("All revisions", [info.usedStorage?.description])
        self.lines = lines
        let known = Set([summary.task, summary.libraryName].compactMap(\.self))
        tags = summary.tags.filter { !$0.contains(":") && !known.contains($0) }.prefix(Self.mostTags).map { $0 }
    }

    private static func texts(_ value: JSONValue?) -> [String] { value?.strings ?? value?.string.map { [$0] } ?? [] }

    private static func licences(_ info: RepositoryInfo) -> [String] {
        let tags = info.summary.tags.said(.licence)
        let said = tags.isEmpty ? texts(info.cardData?["license"]) : tags
        return said + [info.cardData?["license_name"]?.string].compactMap(\.self)
    }

    private static func parameters(_ count: Int64) -> String {
        count < 1_000 ? "\(count)" : "\(Words.quantity(count)) (\(Words.count(count)))"
    }

    private static func architectures(_ offer: Offer) -> [String] {
        let named = texts(offer.info.config?["architectures"])
        return named.isEmpty ? [offer.info.gguf?.architecture].compactMap(\.self) : named
    }

    /// In tokens: from the GGUF header, else from what `config.json` calls it.
    private static func context(_ offer: Offer) -> Int64? {
        if let length = offer.info.gguf?.contextLength { return length }
        let inner = offer.configuration?["text_config"]
        for name in ["max_position_embeddings", "n_positions", "max_seq_len", "seq_length", "n_ctx"] {
            let length = offer.configuration?[name]?.integer ?? inner?[name]?.integer
            if let length, (1...1_000_000_000).contains(length) { return length }
        }
        return nil
    }
}
