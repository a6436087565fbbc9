extension Words {
    /// `850 ms`, `1.2 s`, `2 min 5 s`.
    package static func span(_ milliseconds: Int64) -> String {
        let whole = max(0, milliseconds)
        return switch whole {
        case ..<1_000: "\(whole) ms"
        case ..<60_000: "\(whole / 1_000).\(whole % 1_000 / 100) s"
        default: "\(whole / 60_000) min \(whole % 60_000 / 1_000) s"
        }
    }

    /// `$1.25`, `$0.000015`: millionths of a dollar, exact below a dollar.
    package static func money(_ millionths: Int64) -> String {
        let (dollars, rest) = (max(0, millionths) / 1_000_000, max(0, millionths) % 1_000_000)
        let six = String(String(1_000_000 + rest).dropFirst())
        if dollars > 0 || rest == 0 { return "$\(count(dollars)).\(six.prefix(2))" }
        var digits = six[...]
        while digits.count > 2, digits.last == "0" { digits = digits.dropLast() }
        return "$0.\(digits)"
    }
}
