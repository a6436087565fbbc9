package import API
package import Access
import Domain
import Hummingbird

/// One visit to a page: who came, from where, and what the address says.
package struct PageVisit: Sendable {
    package let identity: Identity
    package let query: FormItems
    /// Path and query, to come back to.
    package let address: String
    package let path: String
    let appearance: Appearance
    /// Whether a page of another site had the browser ask; following a link from there is not meant.
    let isFromAnotherSite: Bool
    private let parameters: Parameters

    init(_ request: Request, _ context: AccessContext) {
        identity = context.identity
        query = FormItems(request.uri.query ?? "")
        path = request.uri.path
        address = request.uri.query.map { "\(request.uri.path)?\($0)" } ?? request.uri.path
        appearance = Appearance(request)
        let from = request.headers[.secFetchSite]
        isFromAnotherSite =
            (from == "cross-site" || from == "same-site") && request.headers[.secFetchMode] != "navigate"
        parameters = context.parameters
    }

    /// A part of the path, decoded: `:name`.
    package func parameter(_ name: String) throws -> String { try parameters.require(name) }
}
