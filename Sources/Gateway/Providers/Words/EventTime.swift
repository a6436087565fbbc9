import FoundationEssentials

/// When an answer was made, where its provider does not say.
typealias EventTime = @Sendable () -> Int64

enum SystemTime {
    /// Seconds since 1970.
    static let now: EventTime = { Int64(Date().timeIntervalSince1970) }
}
