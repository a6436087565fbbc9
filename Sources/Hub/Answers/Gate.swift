package import Wire

/// Whether a Hub asks people to accept terms before they get the files.
package enum Gate: String, Hashable, Sendable {
    case open
    /// Access is given to everyone who asks.
    case automatic = "auto"
    /// The authors decide about each request.
    case manual

    /// From `false`, `"auto"` or `"manual"`; anything else that is not `false` counts as manual.
    package init(json: JSONValue?) {
        switch json {
        case nil, .null, .bool(false): self = .open
        case .string("auto"): self = .automatic
        case .string("false"): self = .open
        default: self = .manual
        }
    }

    /// As the Hub writes it.
    package var json: JSONValue { self == .open ? .bool(false) : .string(rawValue) }
}
