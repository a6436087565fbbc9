import Domain
import Registry
import Wire

/// What stands above the tabs.
struct ModelHead: Sendable {
    let badge: BadgeWords
    let isDataset: Bool
    let taskName: String?
    let licenceName: String?
    let size: String
    let shortCommit: String
    let revisionName: String
    /// Why it is kept apart.
    let quarantineReason: String?
    /// Of a version that is not the current one: where that is.
    let currentAddress: String?

    init(_ sight: ModelSight) {
        let (headline, summary) = (sight.headline, sight.headline.summary)
        badge = .gate(summary.verdict?.decision, quarantined: summary.quarantined)
        isDataset = summary.kind == RepositoryKind.dataset.rawValue
        taskName = summary.task
        licenceName = summary.license
        size = Words.size(summary.sizeBytes)
        shortCommit = String(summary.commit.prefix(7))
        revisionName = summary.revision
        quarantineReason = headline.quarantine
        currentAddress = headline.isCurrent ? nil : ModelAddress(sight.repository, nil).page()
    }
}
