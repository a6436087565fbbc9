import Engines
import Wire

/// Single values.
extension RoutesReader {
    static let nameRule = "a name has 1 to 64 letters, digits, `-`, `_` or `.`, and begins with a letter or digit"

    static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._\-]{0,63}/) != nil }

    static func isAddress(_ text: String) -> Bool {
        text.utf8.count <= 2000
            && text.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\-\[\]:_]+(\/[A-Za-z0-9._~%\/\-]*)?/) != nil
    }

    mutating func text(_ fields: [String: JSONValue], _ key: String, _ path: String) -> String? {
        guard let value = fields[key], !value.isNull else { return nil }
        if let text = value.string, !text.isEmpty, text.utf8.count <= 4096 { return text }
        report("\(path).\(key)", "is no text")
        return nil
    }

    mutating func flag(_ fields: [String: JSONValue], _ key: String, _ path: String) -> Bool? {
        guard let value = fields[key], !value.isNull else { return nil }
        if let flag = value.bool { return flag }
        report("\(path).\(key)", "is neither true nor false")
        return nil
    }

    mutating func count(
        _ fields: [String: JSONValue], _ key: String, _ path: String, _ range: ClosedRange<Int64>
    ) -> Int? {
        guard let value = fields[key], !value.isNull else { return nil }
        if let count = value.integer, range.contains(count) { return Int(count) }
        report("\(path).\(key)", "is no whole number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    mutating func amount(_ fields: [String: JSONValue], _ key: String, _ path: String) -> Double? {
        guard let value = fields[key], !value.isNull else { return nil }
        if let amount = value.double, amount >= 0, amount <= 1_000_000 { return amount }
        report("\(path).\(key)", "is no amount in dollars")
        return nil
    }

    /// Seconds as a number, or `90s`, `2m`, `250ms`.
    mutating func time(_ fields: [String: JSONValue], _ key: String, _ path: String) -> Duration? {
        guard let value = fields[key], !value.isNull else { return nil }
        let text = value.string ?? value.double.map { String($0) } ?? ""
        if case .idle(let milliseconds)? = KeepAlive(text), (1...86_400_000).contains(milliseconds) {
            return .milliseconds(milliseconds)
        }
        report("\(path).\(key)", "is no time from 1ms to 24h, such as 90s")
        return nil
    }
}
