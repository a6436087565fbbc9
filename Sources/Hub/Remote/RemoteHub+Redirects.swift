import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension RemoteHub {
    private static let maximumRedirects = 10

    /// Asks once and follows redirects; any status but a redirect is an answer.
    func follow(_ start: WebLocation, headers: HTTPHeaders) async throws -> HubAnswer {
        var location = start
        var visited: Set<WebLocation> = [start]
        var trail = IdentityTrail()
        for _ in 0...Self.maximumRedirects {
            let response = try await ask(location, headers: headers)
            if location.origin == endpoint.origin {
                trail.note(response.headers)
                if let limit = RateLimit(response.headers) { memory.note(limit) }
            }
            guard [301, 302, 303, 307, 308].contains(response.status.code) else {
                return HubAnswer(
                    status: Int(response.status.code), headers: response.headers, body: response.body,
                    location: location, identity: trail.identity)
            }
            location = try next(from: location, response.headers)
            guard visited.insert(location).inserted else { break }
            try await judge(location)
            // Read to its end so that the connection can be used again; what it says does not matter.
            _ = try await collect(response.body, limit: 65_536, what: "a redirect of \(start.origin.host)")
        }
        throw HubError.tooManyRedirects(host: start.origin.host)
    }

    private func next(from location: WebLocation, _ headers: HTTPHeaders) throws -> WebLocation {
        let host = location.origin.host
        guard let text = headers.first(name: "Location") else {
            throw HubError.redirectRefused(host: host, why: "it does not say where to")
        }
        guard let target = location.resolving(text) else {
            throw HubError.redirectRefused(host: host, why: "it does not lead to a plain http or https address")
        }
        guard location.origin.scheme == .http || target.origin.scheme == .https else {
            throw HubError.redirectRefused(host: host, why: "it leads from https to http (\(target.origin.host))")
        }
        return target
    }

    /// One request; the token goes along only to the Hub's own scheme, host and port.
    private func ask(_ location: WebLocation, headers: HTTPHeaders) async throws -> HTTPClientResponse {
        guard !settings.isOffline else { throw HubError.offline(host: endpoint.host) }
        var request = HTTPClientRequest(url: location.description)
        request.headers = headers
        request.headers.replaceOrAdd(name: "User-Agent", value: settings.userAgent)
        request.headers.replaceOrAdd(name: "Accept-Encoding", value: "identity")
        request.headers.remove(name: "Authorization")
        if let token = settings.token, location.origin == endpoint.origin {
            request.headers.add(name: "Authorization", value: "Bearer \(token.secret)")
        }
        do {
            return try await clients.client(for: location.origin).execute(request, timeout: TimeAmount(settings.stall))
        } catch {
            throw try HubError(transport: error, host: location.origin.host, waited: settings.stall)
        }
    }
}
