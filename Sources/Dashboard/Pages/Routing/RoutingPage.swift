import API
import Access
import Domain
import Wire

/// Whom a request is put to: routes, providers, a trial of each, and the editor of the file.
struct RoutingPage: Page {
    struct Values: Sendable {
        let routes: [RouteRow]
        let hasRoutes: Bool
        let providers: [ProviderRow]
        let hasProviders: Bool
        let fileProblem: Markup?
        /// Whether the visitor may change and try routes.
        let isAdmin: Bool
        let showsTrials: Bool
        let editor: Editor?
        let obstacle: Markup?
        let faults: [Fault]
    }

    struct Editor: Sendable {
        let draft: String
        let tag: String
    }

    /// What a trial can make go wrong.
    struct Fault: Sendable {
        let fault: String
        let faultWords: String
    }

    let path = PagePaths.routing
    let need = Need.run
    let services: RunServices

    private static let faults = [
        ("429", "limits its rate (429)"), ("timeout", "says nothing in time"), ("500", "is overloaded (500)"),
        ("network", "cannot be reached"), ("cut", "is cut off"), ("bad-json", "answers nonsense"),
        ("401", "refuses the key (401)"), ("402", "has no money left (402)"),
    ]

    func content(for visit: PageVisit) async throws -> PageContent {
        let isAdmin = visit.identity.allows(.admin)
        let view = services.routes(isAdmin)
        let (draft, trouble) = isAdmin ? draft() : (nil, nil)
        let values = Values(
            routes: view.routes.map(RouteRow.init), hasRoutes: !view.routes.isEmpty,
            providers: view.providers.map(ProviderRow.init), hasProviders: !view.providers.isEmpty,
            fileProblem: (trouble ?? view.problem).map(Words.sentence), isAdmin: isAdmin,
            showsTrials: isAdmin && !view.routes.isEmpty,
            editor: draft.flatMap {
                $0.obstacle == nil ? Editor(draft: Self.forTextarea($0.text), tag: $0.tag) : nil
            }, obstacle: draft?.obstacle.map(Words.prose),
            faults: Self.faults.map { Fault(fault: $0.0, faultWords: $0.1) })
        return PageContent(
            "Routing", in: .routing, template: "routing", values: values, script: "routing.js", style: "running.css")
    }

    /// The file for the editor, or why it cannot be read: the page is where that is to be mended.
    private func draft() -> (RunServices.Draft?, String?) {
        do {
            return (try services.draft(), nil)
        } catch {
            let problem = Problem(error)
            return (nil, problem.message + (problem.hint.map { "; \($0)" } ?? ""))
        }
    }

    /// A browser drops the first line break of a textarea.
    private static func forTextarea(_ text: String) -> String { text.hasPrefix("\n") ? "\n" + text : text }
}
