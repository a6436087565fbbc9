import Hub
import Wire

/// Collects what is said of a model's licence, place by place.
struct LicenceLinks {
    let knowledge: LicenceKnowledge

    /// Bytes of a licence text that is looked at.
    private static let maximumFiles = 8
    private static let maximumLinked = 32
    /// A text less alike is no evidence of a licence.
    static let leastConfidence = 0.75

    func links(of facts: Facts) -> [LicenceChain.Link] {
        [card(facts)] + files(facts) + headers(facts)
            + facts.parents.prefix(Self.maximumLinked).map { parent in
                linked(.baseModel, parent.name, card: parent.card, info: parent.info)
            }
            + facts.datasets.prefix(Self.maximumLinked).map { linked(.dataset, $0.name, card: $0.card, info: $0.info) }
    }

    private func card(_ facts: Facts) -> LicenceChain.Link {
        linked(.card, "README.md", card: facts.texts["README.md"] ?? .absent, info: facts.info)
    }

    /// The front matter of a card, else what the Hub derived from it.
    private func linked(
        _ source: LicenceLinkSource, _ subject: String, card: Captured<String>, info: Captured<JSONValue>
    ) -> LicenceChain.Link {
        let names = LicenceDeclaration(card: card.value, info: info.value)
        guard names.isEmpty else {
            if let match = names.licence(knowledge) {
                var match = match
                match.where = source == .card ? names.place : subject
                return LicenceChain.Link(source: source.rawValue, subject: subject, licence: match)
            }
            return LicenceChain.Link(
                source: source.rawValue, subject: subject, licence: nil,
                unknown: "`\(names.words)` is no licence that is known")
        }
        if case .unavailable(let why) = card {
            return LicenceChain.Link(source: source.rawValue, subject: subject, licence: nil, unknown: why)
        }
        if case .unavailable(let why) = info, card.value == nil {
            return LicenceChain.Link(source: source.rawValue, subject: subject, licence: nil, unknown: why)
        }
        return LicenceChain.Link(source: source.rawValue, subject: subject, licence: nil)
    }

    private func files(_ facts: Facts) -> [LicenceChain.Link] {
        let paths = facts.texts.keys.filter { path in
            guard case .licence(let score) = ProjectFileRole(path: path) else { return false }
            return score >= 0.4
        }
        return paths.sorted { (ProjectFileRole(path: $0).rank, $1) > (ProjectFileRole(path: $1).rank, $0) }
            .prefix(Self.maximumFiles).map { path in
                switch facts.texts[path] {
                case .known(let text):
                    let best = knowledge.detect(text: text, where: path).first { $0.confidence >= Self.leastConfidence }
                    return LicenceChain.Link(
                        source: LicenceLinkSource.file.rawValue, subject: path, licence: best,
                        unknown: best == nil ? "the text is no licence that is known" : nil)
                case .unavailable(let why):
                    return LicenceChain.Link(
                        source: LicenceLinkSource.file.rawValue, subject: path, licence: nil, unknown: why)
                case .absent, nil:
                    return LicenceChain.Link(source: LicenceLinkSource.file.rawValue, subject: path, licence: nil)
                }
            }
    }

    private func headers(_ facts: Facts) -> [LicenceChain.Link] {
        facts.headers.keys.sorted().prefix(Self.maximumLinked).compactMap { path in
            guard let said = facts.headers[path]?.value?.license, !said.isEmpty else { return nil }
            let named = knowledge.identify(id: said) ?? knowledge.detect(text: said, where: path).first
            var match = named
            match?.where = path
            return LicenceChain.Link(
                source: LicenceLinkSource.header.rawValue, subject: path, licence: match,
                unknown: match == nil ? "`\(said.prefix(80))` is no licence that is known" : nil)
        }
    }
}
