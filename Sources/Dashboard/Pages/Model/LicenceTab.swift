import Scoring
import Wire

/// All that is said of the licence in different places, and which two contradict each other.
struct LicenceTab: Sendable {
    struct Link: Sendable {
        let place: String
        let subject: String
        let licenceName: String?
        let identifier: String?
        let terms: String?
        let sureness: String?
        let unknownBecause: String?
        let isConflicting: Bool
    }

    let isUnknown: Bool
    let badge: BadgeWords?
    let sentence: String?
    let todo: String?
    let effectiveName: String?
    let effectiveTerms: String?
    let links: [Link]
    let hasLinks: Bool
    let pair: [Link]
    let hasPair: Bool

    init(_ sight: ModelSight, _ services: ModelServices) async throws {
        let chain = try await Known(sight, services).subject?.licence
        isUnknown = chain == nil
        badge = chain.map { .licence($0.verdict) }
        sentence = chain?.reason
        todo = chain?.remedy
        effectiveName = chain?.effective.map { $0.spdx ?? $0.name }
        effectiveTerms = chain?.effective.map { Self.terms($0.class) }
        links = (chain?.links ?? []).map { Self.link($0, chain?.conflicting.contains($0) ?? false) }
        hasLinks = !links.isEmpty
        pair = (chain?.conflicting ?? []).prefix(2).map { Self.link($0, true) }
        hasPair = pair.count == 2
    }

    private static func link(_ link: LicenceChain.Link, _ isConflicting: Bool) -> Link {
        let places = [
            "card": "card", "file": "licence file", "header": "header of a file", "base_model": "base model",
            "dataset": "data set",
        ]
        return Link(
            place: places[link.source] ?? link.source, subject: link.subject, licenceName: link.licence?.name,
            identifier: link.licence.map { $0.spdx ?? $0.id }, terms: link.licence.map { terms($0.class) },
            sureness: link.licence.map { "\(Int(($0.confidence * 100).rounded())) %" }, unknownBecause: link.unknown,
            isConflicting: isConflicting)
    }

    private static func terms(_ kind: LicenceClass) -> String {
        switch kind {
        case .publicDomain: "public domain"
        case .permissive: "permissive"
        case .weakCopyleft: "weak copyleft"
        case .copyleft: "copyleft"
        case .useRestricted: "use is restricted"
        case .nonCommercial: "not for commercial use"
        case .proprietary: "proprietary"
        case .unknown: "terms unknown"
        }
    }
}
