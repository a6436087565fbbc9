import FoundationEssentials

/// How long a provider wants us to stay away, by the headers and words each of them has for it. Nobody is believed for
/// more than a day.
enum ProviderWait {
    private static let longest = Duration.seconds(86_400)

    /// `retry-after-ms`, `retry-after`, then the reset of what none remains of.
    static func read(_ headers: [String: String]) -> Duration? {
        if let text = headers["retry-after-ms"], let count = Double(text) { return bounded(count / 1000) }
        if let text = headers["retry-after"] {
            if let seconds = Double(text) { return bounded(seconds) }
            if let until = httpDate(text), let now = headers["date"].flatMap(httpDate) {
                return bounded(until.timeIntervalSince(now))
            }
        }
        return resets(headers)
    }

    /// Of several that are used up the last one to come back.
    private static func resets(_ headers: [String: String]) -> Duration? {
        var found: Duration?
        for kind in ["requests", "tokens"] where headers["x-ratelimit-remaining-\(kind)"] == "0" {
            guard let wait = headers["x-ratelimit-reset-\(kind)"].flatMap(spelt) else { continue }
            found = max(found ?? .zero, wait)
        }
        for kind in ["requests", "tokens", "input-tokens", "output-tokens"] {
            guard headers["anthropic-ratelimit-\(kind)-remaining"] == "0",
                let until = headers["anthropic-ratelimit-\(kind)-reset"].flatMap(instant),
                let now = headers["date"].flatMap(httpDate), let wait = bounded(until.timeIntervalSince(now))
            else { continue }
            found = max(found ?? .zero, wait)
        }
        return found
    }

    /// `2m59.56s`, `120ms`, `1h`, `12`: as Go writes durations, or seconds.
    static func spelt(_ text: String) -> Duration? {
        if let seconds = Double(text) { return bounded(seconds) }
        guard text.utf8.count < 32,
            let whole = text.wholeMatch(of: /(?:(\d+)h)?(?:(\d+)m)?(?:([0-9.]+)s)?(?:([0-9.]+)ms)?/),
            !text.isEmpty
        else { return nil }
        let (_, hours, minutes, seconds, milliseconds) = whole.output
        let total =
            (hours.flatMap { Double($0) } ?? 0) * 3600 + (minutes.flatMap { Double($0) } ?? 0) * 60
            + (seconds.flatMap { Double($0) } ?? 0) + (milliseconds.flatMap { Double($0) } ?? 0) / 1000
        return bounded(total)
    }

    /// "Please try again in 7.66s".
    static func inWords(_ words: String) -> Duration? {
        words.firstMatch(of: /(?:try again|retry) in ([0-9][0-9hms.]*[0-9hms])/).flatMap { spelt(String($0.output.1)) }
    }

    private static func bounded(_ seconds: Double) -> Duration? {
        guard seconds.isFinite, seconds >= 0 else { return nil }
        return min(.milliseconds(Int64(min(seconds, 86_400) * 1000)), longest)
    }

    /// `Sat, 21 Nov 2026 20:00:00 GMT`, as a day and seconds of it that ISO 8601 writes too.
    private static func httpDate(_ text: String) -> Date? {
        guard text.utf8.count < 40,
            let found = text.wholeMatch(of: /\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT/),
            let month = months.firstIndex(of: String(found.output.2))
        else { return nil }
        let (_, day, _, year, time) = found.output
        return instant("\(year)-\(month < 9 ? "0" : "")\(month + 1)-\(day)T\(time)Z")
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// RFC 3339.
    private static func instant(_ text: String) -> Date? {
        try? Date(text, strategy: .iso8601)  // another form says nothing
    }
}
