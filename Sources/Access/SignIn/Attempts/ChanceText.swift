import Crypto
import FoundationEssentials

/// 256 bits of chance as 43 characters that may stand anywhere: a state, a nonce, a PKCE verifier. It prints as `***`.
struct ChanceText: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    private static let length = 43

    let revealed: String

    /// A new one, from the system's source of chance.
    init() {
        var generator = SystemRandomNumberGenerator()
        revealed = Self.text((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// Nil for anything that is none.
    init?(_ text: String) {
        guard text.utf8.count == Self.length, text.utf8.allSatisfy(Self.isPlain) else { return nil }
        revealed = text
    }

    /// What is kept of it.
    var hash: [UInt8] { Array(SHA256.hash(data: Array(revealed.utf8))) }
    /// The challenge of a verifier by S256 (RFC 7636, 4.2).
    var challenge: String { Self.text(hash) }

    var description: String { "***" }
    var customMirror: Mirror { Mirror(self, children: []) }

    static func isPlain(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
    }

    /// Base 64 for addresses, without padding (RFC 4648, 5).
    static func text(_ bytes: [UInt8]) -> String {
        String(
            Data(bytes).base64EncodedString().compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }

    /// The bytes behind such a text; nil for another alphabet.
    static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.allSatisfy(isPlain), text.utf8.count % 4 != 1 else { return nil }
        let standard = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
        return Data(base64Encoded: String(standard) + padding).map(Array.init)
    }
}
