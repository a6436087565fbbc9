import Access
import Domain
import Logging
import Wire

/// Answers the requests of clients, whatever way they come and in whichever revision of the protocol.
package struct Desk: Sendable {
    let services: any ToolServices
    let toolbox: Toolbox
    let greeting: Greeting
    private let resources: ModelResources

    /// - Parameters:
    ///   - isReadOnly: whether tools that change anything are neither shown nor used.
    ///   - version: Roost's own.
    package init(services: any ToolServices, isReadOnly: Bool, version: String) {
        self.services = services
        toolbox = Toolbox(isReadOnly: isReadOnly)
        greeting = Greeting(version: version, isReadOnly: isReadOnly)
        resources = ModelResources(services: services)
    }

    /// What a request takes: an answer that is there, or a call that is to be done.
    enum Work: Sendable {
        case answer(JSONValue)
        case call(ToolCall)
    }

    /// Looks at a request of a revision; what is wrong with it is thrown.
    func begin(_ request: RPCRequest, by caller: Caller, in version: ProtocolVersion) async throws(RPCError) -> Work {
        let era = version.era
        switch (request.method, era) {
        case ("initialize", .handshake): return .answer(try greeting.initialize(request))
        case ("ping", .handshake): return .answer([:])
        case ("server/discover", .stateless): return .answer(greeting.discovery)
        case ("tools/list", _):
            guard request.params["cursor"]?.isNull ?? true else { throw .invalidParams("the cursor is none of ours") }
            let tools = toolbox.offered(to: caller.identity).map(\.definition)
            return .answer(greeting.result(["tools": .array(tools)], in: era, cached: .briefly))
        case ("tools/call", _): return .call(try await call(request, by: caller))
        case ("resources/list", _):
            let cursor = try Self.cursor(request)
            return .answer(
                try await read(nil, in: era) {
                    greeting.result(try await resources.list(cursor, for: caller), in: era, cached: .no)
                })
        case ("resources/templates/list", _):
            guard request.params["cursor"]?.isNull ?? true else { throw .invalidParams("the cursor is none of ours") }
            return .answer(greeting.result(resources.templates(for: caller), in: era, cached: .briefly))
        case ("resources/read", _):
            guard let uri = request.params["uri"]?.string else { throw .invalidParams("`uri` must be a text") }
            guard let address = ResourceAddress(uri) else {
                throw .noResource(uri, "there is no resource of this address", in: era)
            }
            return .answer(
                try await read(uri, in: era) {
                    greeting.result(try await resources.read(address, for: caller), in: era, cached: .no)
                })
        default: throw .unknownMethod(request.method)
        }
    }

    private func call(_ request: RPCRequest, by caller: Caller) async throws(RPCError) -> ToolCall {
        guard let name = request.params["name"]?.string else { throw .invalidParams("`name` must be a text") }
        let arguments = request.params["arguments"]
        guard arguments.map({ $0.isNull || $0.object != nil }) ?? true else {
            throw .invalidParams("`arguments` must be an object")
        }
        guard let tool = toolbox.tool(named: name) else {
            throw .invalidParams("there is no tool `\(name.prefix(MessageLimits.quoted))`")
        }
        let refusal = toolbox.refusal(of: tool, to: caller.identity)
        if let refusal { await services.refused(caller, tool: tool.name, refusal) }
        return ToolCall(
            tool: tool, arguments: arguments, caller: caller, services: services, refusal: refusal,
            progressToken: request.progressToken)
    }

    private static func cursor(_ request: RPCRequest) throws(RPCError) -> String? {
        guard let given = request.params["cursor"], !given.isNull else { return nil }
        guard let text = given.string, text.utf8.count <= 1000 else {
            throw .invalidParams("the cursor is none of ours")
        }
        return text
    }

    /// Turns the problems of resources into errors of the protocol: a resource has no other way to say them.
    private func read(
        _ uri: String?, in era: ProtocolVersion.Era, _ body: () async throws -> JSONValue
    ) async throws(RPCError) -> JSONValue {
        do { return try await body() } catch {
            let problem = Problem(error)
            let words = [problem.message, problem.hint].compactMap(\.self).joined(separator: "; ")
            switch problem.code {
            case .notFound: throw .noResource(uri ?? "", words, in: era)
            case .badRequest, .forbidden: throw .invalidParams(words)
            case .internal:
                Logger.current.error("A resource could not be read", metadata: ["error": "\(error)"])
                throw .unexpected
            default: throw RPCError(-32603, words)
            }
        }
    }
}
