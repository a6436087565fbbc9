import HTTPTypes
import Hummingbird

/// Whether a page of another site had the browser send this.
///
/// `Sec-Fetch-Site` is the browser's own word; without it `Origin` is. Only what a browser sends by itself can be
/// misused so: a cookie, or the mere place in a network. A token is put in by whoever holds it.
enum CrossSiteCheck {
    /// What the request is granted by.
    enum Standing {
        case cookie
        case nothing
    }

    static func isRefused(_ request: Request, _ standing: Standing, _ site: SiteAddress) -> Bool {
        guard ![.get, .head, .options].contains(request.method) else { return false }
        if let from = request.headers[.secFetchSite] { return from != "same-origin" && from != "none" }
        if let origin = request.headers[.origin] { return !site.isOurs(origin, request) }
        // Every browser says one of the two; whoever else has the cookie can send a token.
        return standing == .cookie
    }
}
