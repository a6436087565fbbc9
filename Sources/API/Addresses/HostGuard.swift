import Domain
package import Hummingbird

/// Refuses a request whose `Host` is not one of ours, before anything else looks at it.
package struct HostGuard<Context: RequestContext>: RouterMiddleware {
    private let hosts: AllowedHosts

    package init(_ hosts: AllowedHosts) { self.hosts = hosts }

    package func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let authority = request.head.authority.flatMap({ Authority($0) }), hosts.allows(authority) else {
            return Response(refusing: .misdirectedRequest, message: "this server does not answer to that Host name")
        }
        return try await next(request, context)
    }
}
