import HTTPTypes
package import Hummingbird

/// Every route of the server. Nothing else makes a router, so there is no route whose need is not stated here.
package final class RouteTable {
    /// In the order they were added.
    package private(set) var entries: [RouteEntry] = []
    private let router = Router(context: AccessContext.self)
    private let gate: RouteGuard
    private let answering: @Sendable (RouteEntry, @escaping RouteHandler) -> RouteHandler

    /// - Parameters:
    ///   - gate: asked before each route.
    ///   - hosts: the names the server answers to.
    ///   - missing: what answers people at an address that is none; nil leaves that to the answer for programs.
    ///   - answering: what stands between the guard and a route; a test puts its own answer there.
    package init(
        gate: RouteGuard, hosts: AllowedHosts, missing: MissingPage? = nil,
        answering: @escaping @Sendable (RouteEntry, @escaping RouteHandler) -> RouteHandler = { $1 }
    ) {
        self.gate = gate
        self.answering = answering
        router.middlewares.add(HostGuard(hosts))
        router.middlewares.add(ProblemAnswers())
        if let missing { router.middlewares.add(MissingAnswers(gate: gate, page: missing)) }
    }

    /// What answers requests, with the routes added so far.
    package func responder() -> RouterResponder<AccessContext> { router.buildResponder() }

    package func get(
        _ path: String, needs need: Need, refuses shape: RefusalShape = .problem, _ handler: @escaping RouteHandler
    ) {
        add(.get, path, need, .nothing, shape, handler)
    }

    package func head(
        _ path: String, needs need: Need, refuses shape: RefusalShape = .problem, _ handler: @escaping RouteHandler
    ) {
        add(.head, path, need, .nothing, shape, handler)
    }

    package func post(
        _ path: String, needs need: Need, records: Recording, refuses shape: RefusalShape = .problem,
        isOpenToSites: Bool = false, _ handler: @escaping RouteHandler
    ) {
        add(.post, path, need, records, shape, handler, isOpenToSites: isOpenToSites)
    }

    package func put(
        _ path: String, needs need: Need, records: Recording, refuses shape: RefusalShape = .problem,
        _ handler: @escaping RouteHandler
    ) {
        add(.put, path, need, records, shape, handler)
    }

    package func patch(
        _ path: String, needs need: Need, records: Recording, refuses shape: RefusalShape = .problem,
        _ handler: @escaping RouteHandler
    ) {
        add(.patch, path, need, records, shape, handler)
    }

    package func delete(
        _ path: String, needs need: Need, records: Recording, refuses shape: RefusalShape = .problem,
        _ handler: @escaping RouteHandler
    ) {
        add(.delete, path, need, records, shape, handler)
    }

    /// Everything below a path, whatever the method: `needs` says what an address needs, and `handler` reads it.
    package func everything(
        below path: String, refuses shape: RefusalShape, needs need: @escaping @Sendable (Request) -> Need,
        _ handler: @escaping RouteHandler
    ) {
        for method in [HTTPRequest.Method.get, .head, .post, .put, .patch, .delete] {
            add(method, "\(path)/**", .nothing, .nothing, shape, handler, needOfRequest: need)
        }
    }

    private func add(
        _ method: HTTPRequest.Method, _ path: String, _ need: Need, _ records: Recording, _ shape: RefusalShape,
        _ handler: @escaping RouteHandler, isOpenToSites: Bool = false,
        needOfRequest: (@Sendable (Request) -> Need)? = nil
    ) {
        let entry = RouteEntry(
            method: method, path: path, need: need, records: records, refuses: shape, isOpenToSites: isOpenToSites,
            needOfRequest: needOfRequest)
        entries.append(entry)
        let answer = answering(entry, handler)
        let gate = gate
        router.on(RouterPath(path), method: method) { request, context in
            try await gate.answer(request, context, at: entry, handler: answer)
        }
    }
}
