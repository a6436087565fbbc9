import Wire

/// Traces in the words of pages.
enum RequestWords {
    static func outcome(_ outcome: String) -> String { outcome.replacing("_", with: " ") }

    /// The class of a badge.
    static func tone(_ outcome: String) -> String {
        ["answered": "good", "failed": "bad", "broke_off": "bad", "cancelled": "warn"][outcome] ?? "bad"
    }

    static func tokens(_ trace: RequestTrace, isShort: Bool = false) -> String {
        guard let read = trace.promptTokens else { return isShort ? "unknown" : "unknown: nobody told" }
        let written = trace.answerTokens.map { Words.count($0) } ?? "unknown"
        return isShort
            ? "\(Words.count(read)) + \(written)" : "\(Words.count(read, "token")) read, \(written) written"
    }
}
