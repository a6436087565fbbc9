package import Wire

/// How the owner of a repository admits people to its files.
package enum MirrorGate: String, Hashable, Sendable {
    case none
    /// Whoever accepts the terms.
    case automatic = "auto"
    /// Whoever the owner approves.
    case manual

    /// `false`, `"auto"` or `"manual"`.
    package var json: JSONValue { self == .none ? .bool(false) : .string(rawValue) }
}
