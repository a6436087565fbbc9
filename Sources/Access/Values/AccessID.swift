/// The public name of a token or a session: twelve characters of Crockford base 32, by chance. It is no secret.
package struct AccessID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
    private static let length = 12

    /// A new one: sixty bits of chance.
    package init() { text = String((0..<Self.length).map { _ in Self.alphabet[Int.random(in: 0..<32)] }) }

    /// Nil for anything but twelve characters of the alphabet.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.length, text.allSatisfy(Self.alphabet.contains) else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}
