import Wire

/// What a request of the revision of 2026 says of itself in `params._meta`.
enum Envelope {
    static let version = "io.modelcontextprotocol/protocolVersion"
    static let capabilities = "io.modelcontextprotocol/clientCapabilities"
    static let serverInfo = "io.modelcontextprotocol/serverInfo"

    /// Whether a request claims to be of that revision, whether or not it says all it should.
    static func claims(_ request: RPCRequest) -> Bool { request.meta?[version] != nil }

    /// The revision of a request, or what is wrong with what it says of itself.
    static func check(_ request: RPCRequest) throws(RPCError) -> ProtocolVersion {
        guard let meta = request.meta else {
            throw .invalidParams("params._meta must hold `\(version)` and `\(capabilities)`")
        }
        let missing = [version, capabilities].filter { meta[$0] == nil }
        guard missing.isEmpty else {
            throw .invalidParams("params._meta lacks \(missing.map { "`\($0)`" }.joined(separator: " and "))")
        }
        guard let named = meta[version]?.string else { throw .invalidParams("`\(version)` must be a text") }
        guard meta[capabilities]?.object != nil else { throw .invalidParams("`\(capabilities)` must be an object") }
        guard let known = ProtocolVersion(rawValue: named), known.era == .stateless else {
            throw .unsupported(named, in: .stateless)
        }
        return known
    }
}
