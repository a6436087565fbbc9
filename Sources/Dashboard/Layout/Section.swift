import Access

/// A place in the sidebar, in its order.
package enum Section: String, CaseIterable, Sendable {
    case overview
    case search
    case models
    case jobs
    case settings
    case docs

    var label: String {
        switch self {
        case .overview: "Dashboard"
        case .search: "Hub search"
        case .models: "Model browser"
        case .jobs: "Jobs"
        case .settings: "Settings"
        case .docs: "API"
        }
    }

    var path: String {
        switch self {
        case .overview: PagePaths.overview
        case .search: PagePaths.search
        case .models: PagePaths.models
        case .jobs: PagePaths.jobs
        case .settings: PagePaths.settings
        case .docs: PagePaths.docs
        }
    }
}
