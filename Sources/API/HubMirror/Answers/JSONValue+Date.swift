import FoundationEssentials
import Wire

extension JSONValue {
    /// ISO 8601 in UTC with milliseconds, as Hub clients parse it.
    static func date(_ date: Date) -> JSONValue {
        // Rounded first: the style cuts off, and a Double often lies just below its millisecond.
        let rounded = Date(timeIntervalSince1970: ((date.timeIntervalSince1970 * 1000).rounded() + 0.1) / 1000)
        return .string(rounded.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }
}
