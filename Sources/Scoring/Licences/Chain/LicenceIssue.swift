package import Wire

/// What can be wrong with a model's licence, by the code that reports and policies use.
package enum LicenceIssue: String, Codable, Sendable, Hashable {
    case missing = "LIC-MISSING"
    case conflict = "LIC-CONFLICT"
    case drift = "LIC-DRIFT"
    /// `bsd`, `gpl`, `cc`, `openrail` name a family, not a licence.
    case family = "LIC-FAMILY"
}

extension LicenceKnowledge {
    /// The codes for what a chain says.
    package func issues(of chain: LicenceChain) -> [LicenceIssue] {
        var issues: [LicenceIssue] =
            switch chain.verdict {
            case .missing: [.missing]
            case .conflict: [.conflict]
            case .drift: [.drift]
            case .consistent, .unknown: []
            }
        let own = chain.links.filter { LicenceLinkSource(rawValue: $0.source)?.isOwn ?? false }
        if let declared = own.first(where: { $0.licence != nil })?.licence, isFamily(declared.id) {
            issues.append(.family)
        }
        return issues
    }
}
