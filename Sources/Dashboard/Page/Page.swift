package import API

/// One page: where it is, what a visitor needs, and what it shows.
///
/// A page is a folder in `Pages/`, a template in `Templates/`, and one line in `Pages.all`.
package protocol Page: Sendable {
    /// As a router writes it: `/models/:namespace/:name`.
    var path: String { get }
    var need: Need { get }
    /// What the visitor sees. A thrown `Problem` becomes a page that says it.
    func content(for visit: PageVisit) async throws -> PageContent
}
