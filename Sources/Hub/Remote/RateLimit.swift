import FoundationEssentials
package import NIOHTTP1

/// What a Hub says of how often it may still be asked: `RateLimit: "api";r=492;t=133`.
package struct RateLimit: Hashable, Sendable {
    /// `api`, `resolvers`, `pages`.
    package var bucket: String
    /// Requests left in this window.
    package var remaining: Int
    /// Until the window begins anew.
    package var reset: Duration
    /// Requests in a window, from `RateLimit-Policy`.
    package var quota: Int?
    package var window: Duration?

    /// From the headers of an answer; nil when they are absent or unreadable.
    package init?(_ headers: HTTPHeaders) {
        guard let text = headers.first(name: "RateLimit") else { return nil }
        let state = Self.parameters(text)
        guard let remaining = state.numbers["r"], let reset = state.numbers["t"] else { return nil }
        bucket = state.name
        self.remaining = remaining
        self.reset = .seconds(reset)
        let policy = headers.first(name: "RateLimit-Policy").map { Self.parameters($0) }
        quota = policy?.numbers["q"]
        window = policy?.numbers["w"].map { .seconds($0) }
    }

    /// How long an answer 429 asks to wait: `Retry-After` in seconds or as a moment, else until the window begins anew and a
    /// second more. A moment is held against the answer's own `Date`, for clocks differ.
    package static func wait(_ headers: HTTPHeaders) -> Duration? {
        if let after = headers.first(name: "Retry-After") {
            if let seconds = bounded(after) { return .seconds(seconds) }
            if let moment = HTTPDate.parse(after) {
                let said = headers.first(name: "Date").flatMap(HTTPDate.parse) ?? Date()
                return .seconds(min(max(moment.timeIntervalSince(said).rounded(.up), 0), Double(longest)))
            }
        }
        return RateLimit(headers).map { $0.reset + .seconds(1) }
    }

    private static func parameters(_ text: String) -> (name: String, numbers: [String: Int]) {
        var name = ""
        var numbers: [String: Int] = [:]
        for part in text.prefix(200).split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1).map { String($0.filter { $0 != " " && $0 != "\"" }) }
            if pair.count == 2 {
                numbers[pair[0]] = bounded(pair[1])
            } else if let only = pair.first {
                name = only
            }
        }
        return (name, numbers)
    }

    /// A year of seconds.
    private static let longest = 31_536_000

    /// A count of at most a year of seconds.
    private static func bounded(_ text: some StringProtocol) -> Int? {
        Int(String(text.filter { $0 != " " })).flatMap { (0...longest).contains($0) ? $0 : nil }
    }
}
