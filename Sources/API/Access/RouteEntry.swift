package import HTTPTypes
package import Hummingbird

/// What answers a request that was let in.
package typealias RouteHandler = @Sendable (Request, AccessContext) async throws -> Response

/// One route: where it stands, what it needs, and how it refuses.
package struct RouteEntry: Sendable {
    package let method: HTTPRequest.Method
    /// As in `Paths`: `/api/v1/models/:namespace/:name`.
    package let path: String
    /// The least it needs.
    package let need: Need
    package let records: Recording
    package let refuses: RefusalShape
    /// Whether a page of another site may have a browser send this: it is then granted nothing by a cookie.
    package let isOpenToSites: Bool
    /// Where one route answers many addresses: what this one needs.
    let needOfRequest: (@Sendable (Request) -> Need)?

    func need(of request: Request) -> Need { needOfRequest?(request) ?? need }
}
