import Domain
import Wire

/// Values in the words of a page.
package enum Words {
    /// `1,234,567`.
    package static func count(_ number: some BinaryInteger) -> String {
        var digits = String(number.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }

    /// `1 model`, `2 models`.
    package static func count(_ number: some BinaryInteger, _ noun: String) -> String {
        "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// `91.0 MB`.
    package static func size(_ bytes: some BinaryInteger) -> String { ByteCount(bytes).description }

    /// `1.2 B`, `350 M`, `9.5 k`: large counts, rounded to a tenth.
    package static func quantity(_ number: Int64) -> String {
        let units: [(Double, String)] = [(1e12, " T"), (1e9, " B"), (1e6, " M"), (1e3, " k")]
        // What would round up to a thousand of one unit is one of the next.
        guard let (size, name) = units.first(where: { Double(number) >= $0.0 * 0.99995 }) else { return "\(number)" }
        let tenths = Int64((Double(number) / size * 10).rounded())
        return tenths % 10 == 0 || tenths >= 1_000
            ? "\((tenths + 5) / 10)\(name)" : "\(tenths / 10).\(tenths % 10)\(name)"
    }

    /// A moment for `<time>`: the page's script says it in the reader's own time. The text is what stands there without.
    package static func moment(_ text: String) -> MomentWords { MomentWords(utc: text) }

    /// The same as a whole element, for a sentence made here.
    static func time(_ milliseconds: Int64) -> Markup {
        let moment = MomentWords(utc: Moment.text(milliseconds))
        return Markup(trusted: "<time datetime=\"\(moment.utc)\">\(moment.plain)</time>")
    }

    /// `0.72`, as scores are shown.
    package static func score(_ score: Double) -> String {
        let hundredths = Int((score * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}

/// What `{{#at}}<time datetime="{{utc}}">{{plain}}</time>{{/at}}` needs.
package struct MomentWords: Sendable, Hashable {
    /// ISO 8601, UTC.
    package let utc: String
    /// `2026-11-20 18:57 UTC`.
    package let plain: String

    init(utc: String) {
        self.utc = utc
        plain = utc.count >= 16 ? "\(utc.prefix(10)) \(utc.dropFirst(11).prefix(5)) UTC" : utc
    }
}
