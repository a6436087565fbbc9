/// Something that was looked for: found, not there, or not to be looked at. The three are never confused.
package enum Captured<Value: Codable & Sendable & Hashable>: Sendable, Hashable {
    case known(Value)
    /// Looked at the place where it must be: it is not there.
    case absent
    /// Could not look, and why: offline, gated, too large, refused.
    case unavailable(String)

    package var value: Value? { if case .known(let value) = self { value } else { nil } }
}

extension Captured: Codable {
    private enum Key: String, CodingKey { case known, absent, unavailable }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        if fields.contains(.known) {
            self = .known(try fields.decode(Value.self, forKey: .known))
        } else if let why = try fields.decodeIfPresent(String.self, forKey: .unavailable) {
            self = .unavailable(why)
        } else {
            self = .absent
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        switch self {
        case .known(let value): try fields.encode(value, forKey: .known)
        case .absent: try fields.encode(true, forKey: .absent)
        case .unavailable(let why): try fields.encode(why, forKey: .unavailable)
        }
    }
}
