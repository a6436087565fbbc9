package import API
import Access
import Domain
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Wire

/// The protocol over HTTP, at one address and in both ways of coming to terms.
///
/// No request needs anything that another one left: a session's id only tells apart the calls of clients that number them
/// alike, so that one gives up its own. Nothing is kept for it, so any server of a house answers any request.
package struct MCPRoutes: Sendable {
    /// Calls at once in one server.
    private static let callsAtMost = 256

    let desk: Desk
    let open = OpenCalls(limit: Self.callsAtMost)
    private let site: SiteAddress

    /// - Parameter site: whose pages may ask.
    package init(desk: Desk, site: SiteAddress) {
        self.desk = desk
        self.site = site
    }

    package func addRoutes(to router: RouteTable) {
        router.post(Paths.mcp, needs: .search, records: .service) { request, context in
            try await answer(request, context)
        }
        // No stream without a question, and no session to end.
        router.get(Paths.mcp, needs: .search) { _, _ in Self.onlyPost }
        router.delete(Paths.mcp, needs: .search, records: .nothing) { _, _ in Self.onlyPost }
    }

    private static var onlyPost: Response { Response(status: .methodNotAllowed, headers: [.allow: "POST"]) }

    private func answer(_ request: Request, _ context: AccessContext) async throws -> Response {
        // A browser says whose page it acts for, and also where a token rules out a forged request the specification has us
        // look at it.
        if let origin = request.headers[.origin], !site.isOurs(origin, request) {
            return try Response(
                rpc: RPCError.invalidRequest("pages of another site may not ask").answer(to: nil), status: .forbidden)
        }
        let caller = Caller(context.identity, from: context.client)
        do {
            return try await answer(try await Self.message(request), request, caller)
        } catch let unreadable as RPCMessage.Unreadable {
            return try Response(unreadable.error, to: unreadable.id)
        } catch let error as RPCError {
            return try Response(error, to: nil)
        }
    }

    private static func message(_ request: Request) async throws -> RPCMessage {
        guard request.headers[.contentType]?.lowercased().hasPrefix("application/json") == true else {
            throw HTTPError(
                .unsupportedMediaType, message: "the body must be JSON: send `Content-Type: application/json`")
        }
        // Asked first: who declares too much is answered without a byte being read into memory for long.
        let body = try await request.boundedBody(atMost: MessageLimits.bytes)
        return try RPCMessage(body.readableBytesView)
    }

    private func answer(_ message: RPCMessage, _ request: Request, _ caller: Caller) async throws -> Response {
        let headers = RoutingHeaders(request.headers)
        switch message {
        case .response, .notification:
            try headers.checkVersion()
            if case .response = message, headers.isStateless { throw RPCError.invalidRequest("we asked nothing") }
            if case .notification(let method, let params) = message { note(method, params, headers, caller) }
            return Response(status: .accepted)
        case .request(let question):
            guard headers.takesJSON else {
                throw HTTPError(
                    .notAcceptable, message: "answers are JSON: accept `application/json, text/event-stream`")
            }
            do {
                let version = try headers.version(of: question)
                switch try await desk.begin(question, by: caller, in: version) {
                case .answer(let result):
                    let isHello = question.method == "initialize"
                    return try Response(
                        rpc: question.answer(result),
                        headers: isHello ? [.mcpSessionID: RoutingHeaders.newSession()] : [:])
                case .call(let call): return try await answer(question, call, version, headers)
                }
            } catch let error as RPCError {
                return try Response(error, to: question.id, in: headers)
            }
        }
    }

    /// A stateless client gives up a request by closing its stream, so a notification of one says nothing to anybody.
    private func note(_ method: String, _ params: [String: JSONValue], _ headers: RoutingHeaders, _ caller: Caller) {
        guard !headers.isStateless, method == "notifications/cancelled", let scope = headers.scope(of: caller) else {
            return
        }
        open.withdraw(params, in: scope)
    }

    private func answer(
        _ question: RPCRequest, _ call: ToolCall, _ version: ProtocolVersion, _ headers: RoutingHeaders
    ) async throws -> Response {
        // Without a session nobody can say whose call is meant, so a number of chance stands for the client's.
        let scope = version.era == .handshake ? headers.scope(of: call.caller) : nil
        let key = OpenCalls.Key(
            scope: scope ?? "", id: scope == nil ? .text(RoutingHeaders.newSession()) : question.id)
        let withdrawal = try open.open(key)
        let pending = PendingCall(
            call: call, withdrawal: withdrawal,
            answer: { question.answer(desk.greeting.result($0.fields, in: version.era)) })
        if call.isSlow, headers.takesEvents { return Response(streaming: pending) }
        guard let answer = await pending.run(tell: { _ in }) else { throw RPCError.withdrawn }
        return try Response(rpc: answer)
    }
}
