/// A part of a model's page. Each is an address of its own and reads only what it shows.
enum ModelTab: String, CaseIterable, Sendable {
    case overview
    case scores
    case licence
    case files
    case lineage
    case versions
    case card
    case history
    case manage

    var label: String {
        switch self {
        case .overview: "Overview"
        case .scores: "Scores"
        case .licence: "Licence"
        case .files: "Files and scan"
        case .lineage: "Lineage"
        case .versions: "Versions"
        case .card: "Card"
        case .history: "History"
        case .manage: "Manage"
        }
    }
}
