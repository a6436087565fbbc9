import API
import Wire

/// Talks with a model or a route; its script asks the same addresses as every client.
struct PlaygroundPage: Page {
    struct Values: Sendable {
        /// What the address names; empty for none.
        let wished: String
    }

    private static let nameAtMost = 300

    let path = PagePaths.playground
    let need = Need.run

    func content(for visit: PageVisit) async throws -> PageContent {
        PageContent(
            "Playground", in: .playground, template: "playground",
            values: Values(wished: String((visit.query.first("model") ?? "").prefix(Self.nameAtMost))),
            script: "playground.js", style: "running.css")
    }
}
