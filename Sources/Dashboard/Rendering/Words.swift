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

    /// A moment for `<time>`: the page's script says it in the reader's own time. The text is what stands there without.
    package static func moment(_ text: String) -> MomentWords { MomentWords(utc: text) }

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
