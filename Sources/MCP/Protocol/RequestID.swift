import Wire

/// What a client calls a request, or the progress of one: a whole number or a text.
enum RequestID: Hashable, Sendable {
    case number(Int64)
    case text(String)

    /// Nil for anything else, null and fractions included.
    init?(_ json: JSONValue?) {
        switch json {
        case .integer(let number): self = .number(number)
        case .string(let text) where text.utf8.count <= MessageLimits.identifier: self = .text(text)
        default: return nil
        }
    }

    var json: JSONValue {
        switch self {
        case .number(let number): .integer(number)
        case .text(let text): .string(text)
        }
    }
}
