package import Access
import Domain
package import Gateway
import Hummingbird
import Wire

/// What was done for each request: one's own, and for administrators everybody's.
package struct RequestRoutes: Sendable {
    private let traces: TraceStore
    private static let pages = 1...500

    package init(traces: TraceStore) { self.traces = traces }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.requests, needs: .run) { request, context in
            guard context.identity.hasOwnRequests else {
                return try Response(wire: RequestTraces(requests: [], next: nil))
            }
            var query = TraceQuery()
            query.person = person(context)
            query.route = request.uri.queryParameters["route"].map { String($0.prefix(300)) }
            query.outcome = request.uri.queryParameters["outcome"].map { String($0.prefix(40)) }
            query.before = request.uri.queryParameters["before"].map { String($0.prefix(100)) }
            if let limit = request.uri.queryParameters["limit"] {
                guard let count = Int(limit), Self.pages.contains(count) else {
                    throw Problem(.badRequest, "limit is a number from 1 to 500")
                }
                query.limit = count
            }
            return try Response(wire: try await traces.page(query))
        }
        router.get(Paths.request, needs: .run) { _, context in
            let id = try context.parameters.require("id")
            guard let trace = try await traces.trace(id, of: person(context)) else {
                throw Problem(.notFound, "no request `\(id.prefix(40))` is known", hint: "see \(Paths.requests)")
            }
            return try Response(wire: trace)
        }
    }

    /// Of a visitor without a name the id alone tells whose it is: nobody else was given it.
    private func person(_ context: AccessContext) -> String? {
        context.identity.allows(.admin) ? nil : context.identity.actor
    }
}

extension Identity {
    /// Whether a list of requests can be told apart as theirs. All who come without a name are one to the trace: of what they
    /// asked, each knows the ids that were answered, and no list.
    package var hasOwnRequests: Bool { user != nil || allows(.admin) }
}
