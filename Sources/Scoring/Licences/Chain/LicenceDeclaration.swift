import Hub
import Wire

/// What a card or the Hub declares as the licence, in the order it is believed.
struct LicenceDeclaration {
    /// Several hold together: a data set may have a list.
    let names: [String]
    /// `license_name` of `other`.
    let otherName: String?
    let otherLink: String?
    let place: String

    init(card: String?, info: JSONValue?) {
        let read = card.map { DatasetCard(Array($0.utf8)) }
        let ofCard = Self.worth(read?.licenses ?? [])
        let data = info?["cardData"]
        let declared = Self.worth(data?["license"]?.strings ?? [])
        let tags = (info?["tags"]?.strings ?? []).said(.licence)
        names = [ofCard, declared].first { !$0.isEmpty } ?? Self.worth(tags)
        otherName = read?.licenseName ?? data?["license_name"]?.string
        otherLink = read?.licenseLink ?? data?["license_link"]?.string
        place = ofCard.isEmpty ? declared.isEmpty ? "the Hub's tags" : "the Hub's card data" : "README.md front matter"
    }

    var isEmpty: Bool { names.isEmpty }

    var words: String { (names + [otherName].compactMap(\.self)).joined(separator: ", ") }

    /// Nil when what is declared is no licence that is known; of several the strictest counts.
    func licence(_ knowledge: LicenceKnowledge) -> LicenceMatch? {
        var found: [LicenceMatch] = []
        for name in names {
            if let match = knowledge.identify(id: name) {
                found.append(match)
            } else if let match = other(knowledge) {
                found.append(match)
            } else {
                return nil
            }
        }
        return found.min { ($0.class.value, $0.id) < ($1.class.value, $1.id) }
    }

    private func other(_ knowledge: LicenceKnowledge) -> LicenceMatch? {
        if let otherName, let match = knowledge.identify(id: otherName) { return match }
        if let otherName, let match = knowledge.detect(text: otherName, where: place).first { return match }
        guard let otherLink, otherLink.contains("/") else { return nil }
        return knowledge.detect(text: otherLink, where: place).first
    }

    private static func worth(_ names: [String]) -> [String] {
        names.prefix(16).filter { !$0.isEmpty && $0.lowercased() != "unknown" }
    }
}
