package import FoundationEssentials

/// Moments as a Hub writes them: ISO 8601 in UTC, with or without milliseconds.
package enum Timestamp {
    /// Nil for anything else.
    package static func parse(_ text: String) -> Date? {
        guard text.utf8.count <= 40 else { return nil }
        let styles = [Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle()]
        return styles.lazy.compactMap { try? $0.parse(text) }.first  // the next style, or no moment at all
    }

    /// `2024-02-19T11:06:12.000Z`.
    package static func text(_ date: Date) -> String {
        Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(date)
    }
}
