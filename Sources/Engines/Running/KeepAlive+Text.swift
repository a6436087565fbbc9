extension KeepAlive {
    /// Longer than this is for ever, in milliseconds: a year.
    private static let longest: Int64 = 365 * 86_400_000

    /// `5m`, `1h30m`, `90s`, `250ms`, seconds as a number, `0`; negative, or `forever`, for until it is stopped. Nil for
    /// anything else.
    package init?(_ text: String) {
        guard text.utf8.count <= 40 else { return nil }
        if text == "forever" || (text.hasPrefix("-") && Self.isPositive(text.dropFirst())) {
            self = .pinned
            return
        }
        if let seconds = Double(text) {
            guard seconds >= 0, seconds.isFinite else { return nil }
            self.init(milliseconds: seconds * 1000)
            return
        }
        let units: [(String, Double)] = [("ms", 1), ("h", 3_600_000), ("m", 60_000), ("s", 1000)]
        var rest = text[...]
        var sum = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            guard let number = Double(digits), let unit = units.first(where: { rest.hasPrefix($0.0) }) else {
                return nil
            }
            sum += number * unit.1
            rest = rest.dropFirst(unit.0.count)
        }
        guard !text.isEmpty else { return nil }
        self.init(milliseconds: sum)
    }

    private static func isPositive(_ text: Substring) -> Bool {
        guard text.first != "-", case .idle(let time)? = KeepAlive(String(text)) else { return false }
        return time > 0
    }

    private init(milliseconds: Double) {
        self = milliseconds > Double(Self.longest) ? .pinned : .idle(Int64(milliseconds))
    }
}
