/// The name of a job: twelve characters of Crockford base 32, sortable by the moment of its making.
package struct JobID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    /// From a moment (seconds since 1970) and 25 bits of chance.
    package init(seconds: Int64, random: UInt64) {
        var value = (UInt64(max(0, seconds)) & 0x7_FFFF_FFFF) << 25 | (random & 0x1FF_FFFF)
        var characters: [Character] = []
        for _ in 0..<12 {
            characters.append(Self.alphabet[Int(value & 31)])
            value >>= 5
        }
        text = String(characters.reversed())
    }

    /// Twelve characters of the alphabet; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let lower = text.lowercased()
        guard text.utf8.count == 12, lower.count == 12, lower.allSatisfy(Self.alphabet.contains) else { return nil }
        self.text = lower
    }

    package var description: String { text }
    package static func < (left: JobID, right: JobID) -> Bool { left.text < right.text }
}
