import API
import Access

/// The contract of the API, to read and to try; the page's script takes it from `/openapi.json`.
struct DocumentationPage: Page {
    struct Values: Sendable {
        /// As whom a tried operation is done; nil without a name.
        let visitor: String?
        let contract: String
    }

    let path = PagePaths.docs
    let need = Need.nothing

    func content(for visit: PageVisit) async throws -> PageContent {
        PageContent(
            "API", in: .docs, template: "docs",
            values: Values(visitor: visit.identity.user?.text, contract: Paths.openAPI), script: "docs.js",
            style: "docs.css")
    }
}
