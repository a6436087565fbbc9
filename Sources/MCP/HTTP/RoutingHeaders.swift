import Access
import FoundationEssentials
import HTTPTypes
import Wire

/// What the header of a request says of the message in its body.
struct RoutingHeaders: Sendable {
    private static let sessionBytes = 128

    private let fields: HTTPFields
    /// The revision it names; nil when it names none.
    private let named: String?

    init(_ fields: HTTPFields) {
        self.fields = fields
        named = fields[.mcpProtocolVersion]
    }

    /// Whether it is none of the revisions with a handshake: then it must be one without.
    var isStateless: Bool {
        guard let named else { return false }
        return ProtocolVersion(rawValue: named)?.era != .handshake
    }

    /// Whether JSON may be answered. Who says nothing takes everything.
    var takesJSON: Bool {
        accepted.isEmpty || accepted.contains { ["application/json", "application/*", "*/*"].contains($0) }
    }
    /// Whether an event stream may be answered: only to who names it.
    var takesEvents: Bool { accepted.contains { ["text/event-stream", "text/*"].contains($0) } }

    private var accepted: [String] {
        fields[values: .accept].flatMap { $0.split(separator: ",") }.compactMap { kind in
            kind.split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() }
        }
    }

    /// Refuses a revision that is not spoken here.
    func checkVersion() throws(RPCError) {
        guard let named, ProtocolVersion(rawValue: named) == nil else { return }
        throw .unsupported(named, in: .stateless)
    }

    /// The revision a request is of. One that says so itself must say the same in its header.
    func version(of request: RPCRequest) throws(RPCError) -> ProtocolVersion {
        if !isStateless, !Envelope.claims(request) {
            return named.flatMap { ProtocolVersion(rawValue: $0) } ?? .assumed
        }
        if !Envelope.claims(request) { try checkVersion() }
        for name in [HTTPField.Name.mcpProtocolVersion, .mcpMethod, .mcpName] where fields[values: name].count > 1 {
            throw .mismatch("the header `\(name.canonicalName)` comes more than once")
        }
        if request.meta?[Envelope.version] == nil || request.meta?[Envelope.capabilities] == nil {
            _ = try Envelope.check(request)
        }
        guard let named, request.meta?[Envelope.version]?.string == named else {
            throw .mismatch("the header `MCP-Protocol-Version` is not the revision in params._meta")
        }
        guard fields[.mcpMethod] == request.method else {
            throw .mismatch("the header `Mcp-Method` is not the method of the body")
        }
        if let key = Self.naming[request.method], let name = request.params[key]?.string {
            guard fields[.mcpName].flatMap(Self.decoded) == name else {
                throw .mismatch("the header `Mcp-Name` is not the `\(key)` of the body")
            }
        }
        return try Envelope.check(request)
    }

    /// The parameter that stands in `Mcp-Name` too.
    private static let naming = ["tools/call": "name", "prompts/get": "name", "resources/read": "uri"]

    /// A value that no header could hold as it is comes as `=?base64?…?=`.
    private static func decoded(_ value: String) -> String? {
        guard value.hasPrefix("=?base64?"), value.hasSuffix("?="), value.count >= 11 else { return value }
        return Data(base64Encoded: String(value.dropFirst(9).dropLast(2))).flatMap { String(data: $0, encoding: .utf8) }
    }

    /// Whose calls are told apart by this request's session; nil when it names none.
    func scope(of caller: Caller) -> String? {
        guard let session = fields[.mcpSessionID], (1...Self.sessionBytes).contains(session.utf8.count) else {
            return nil
        }
        return "\(caller.identity.means) \(session)"
    }

    /// 128 bits of chance.
    static func newSession() -> String {
        (0..<2).map { _ in
            let digits = String(UInt64.random(in: 0...UInt64.max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

extension HTTPField.Name {
    private static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("not a header name: \(name)") }
        return field
    }

    static let mcpProtocolVersion = known("MCP-Protocol-Version")
    static let mcpMethod = known("Mcp-Method")
    static let mcpName = known("Mcp-Name")
    static let mcpSessionID = known("Mcp-Session-Id")
}
