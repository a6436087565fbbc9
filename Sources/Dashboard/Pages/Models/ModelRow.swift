import Domain
import Wire

/// A kept model in the list.
struct ModelRow: Sendable {
    let address: String
    let owner: String?
    let shortName: String
    let badge: BadgeWords
    /// Why it stands where it stands, for who rests on the badge.
    let because: String
    let isDataset: Bool
    let taskName: String?
    let libraryName: String?
    let quants: String?
    let licenceName: String?
    let size: String
    let downloads: String
    let keptAt: MomentWords

    init(_ model: ModelSummary) {
        let parts = model.name.split(separator: "/", maxSplits: 1)
        owner = parts.count == 2 ? String(parts[0]) : nil
        shortName = String(parts.last ?? "")
        isDataset = model.kind == RepositoryKind.dataset.rawValue
        address = PagePaths.model(model.name) + (isDataset ? "?kind=dataset" : "")
        badge = .gate(model.verdict?.decision, quarantined: model.quarantined)
        because = model.verdict?.reason ?? "no policy was ever held against it"
        taskName = model.task
        libraryName = model.library
        quants = model.quantisation
        licenceName = model.license
        size = Words.size(model.sizeBytes)
        downloads = model.downloads.map { Words.count($0) } ?? "unknown"
        keptAt = Words.moment(model.keptAt)
    }
}
