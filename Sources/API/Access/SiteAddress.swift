import HTTPTypes
package import Hummingbird

/// What is known of the way between Roost and its visitors.
package struct SiteAddress: Sendable {
    /// `https://models.example.org`, without a slash at its end; nil when there is none but the port itself.
    package let publicAddress: String?
    /// Addresses of proxies whose `X-Forwarded-…` is believed.
    private let proxies: Set<String>

    package init(publicAddress: String? = nil, proxies: some Sequence<String> = []) {
        self.publicAddress = publicAddress
        self.proxies = Set(proxies)
    }

    /// The visitor's address: the connection's other end, or what a trusted proxy says of it.
    func visitor(_ request: Request, peer: String?) -> String? {
        guard let peer, proxies.contains(peer) else { return peer }
        // Only the last entry was written by the proxy itself; what stands before it anybody may have sent.
        let last = request.headers[.xForwardedFor]?.split(separator: ",").last
        return last.map { String($0.filter { $0 != " " }) } ?? peer
    }

    /// Whether the visitor's connection is encrypted: as a trusted proxy says, or because the public address is.
    func isSecure(_ request: Request, peer: String?) -> Bool {
        if let peer, proxies.contains(peer), let scheme = request.headers[.xForwardedProto] {
            return scheme.lowercased() == "https"
        }
        guard let publicAddress, publicAddress.hasPrefix("https://") else { return false }
        return request.head.authority?.lowercased() == publicHost
    }

    /// Whether a page of this origin is one of ours.
    package func isOurs(_ origin: String, _ request: Request) -> Bool {
        let origin = origin.lowercased()
        if let publicAddress, origin == publicAddress.lowercased() { return true }
        guard let host = request.head.authority?.lowercased() else { return false }
        return origin == "http://\(host)" || origin == "https://\(host)"
    }

    /// `models.example.org`, with a port when it has one.
    package var publicHost: String? {
        publicAddress.flatMap { $0.split(separator: "/").dropFirst().first.map { $0.lowercased() } }
    }
}

extension HTTPField.Name {
    private static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("not a header name: \(name)") }
        return field
    }

    static let xForwardedFor = known("X-Forwarded-For")
    static let xForwardedProto = known("X-Forwarded-Proto")
    static let xApiKey = known("X-Api-Key")
    static let xAuthorization = known("X-Authorization")
    package static let secFetchSite = known("Sec-Fetch-Site")
    package static let secFetchMode = known("Sec-Fetch-Mode")
    static let secFetchDest = known("Sec-Fetch-Dest")
    /// Tells proxies such as nginx to hold nothing back.
    package static let xAccelBuffering = known("X-Accel-Buffering")
    static let retryAfter = known("Retry-After")
    static let wwwAuthenticate = known("WWW-Authenticate")
}
