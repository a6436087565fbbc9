/// `Content-Range: bytes 0-99/1000`.
struct ContentRange: Hashable {
    let range: Range<Int64>
    /// Nil for `*`.
    let total: Int64?

    /// Nil for anything that is not one range of bytes inside its total.
    init?(_ text: some StringProtocol) {
        let words = text.split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { Self.number($0) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else { return nil }
        let total = Self.number(parts[1])
        guard parts[1] == "*" || (total.map { last < $0 } ?? false) else { return nil }
        range = first..<(last + 1)
        self.total = total
    }

    private static func number(_ text: some StringProtocol) -> Int64? {
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int64(text), value < Int64.max else {
            return nil
        }
        return value
    }
}
