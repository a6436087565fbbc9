import Access

/// A place in the sidebar, in its order.
package enum Section: String, CaseIterable, Sendable {
    case overview
    case search
    case models
    case jobs
    case runtimes
    case playground
    case routing
    case requests
    case settings
    case docs

    var label: String {
        switch self {
        case .overview: "Dashboard"
        case .search: "Hub search"
        case .models: "Model browser"
        case .jobs: "Jobs"
        case .runtimes: "Runtimes"
        case .playground: "Playground"
        case .routing: "Routing"
        case .requests: "Requests"
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
        case .runtimes: PagePaths.runtimes
        case .playground: PagePaths.playground
        case .routing: PagePaths.routing
        case .requests: PagePaths.requests
        case .settings: PagePaths.settings
        case .docs: PagePaths.docs
        }
    }

    /// Who may not run anything is not shown places where nothing else is done.
    func isShown(to identity: Identity) -> Bool {
        switch self {
        case .runtimes, .playground, .routing, .requests: identity.allows(.run)
        case .overview, .search, .models, .jobs, .settings, .docs: true
        }
    }
}
