import Crypto

/// What a token or a session is worth: whoever holds it, is that user. Shown once, and kept as its SHA-256 only.
///
/// `roost_` and 43 letters and digits by chance (256 bits), then six that follow from them, so that a scanner for leaked
/// secrets can tell one from a look-alike without asking. It prints as `roost_***`, wherever it gets to.
package struct AccessSecret: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// What it opens; each has its own beginning, so that one never passes for the other.
    package enum Kind: String, Sendable, CaseIterable {
        case token = "roost_"
        case session = "roosts_"
    }

    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    private static let randomLength = 43
    private static let checkLength = 6

    package let kind: Kind
    private let text: String

    /// A new one, from the system's source of chance.
    package init(_ kind: Kind) {
        var generator = SystemRandomNumberGenerator()
        let random = (0..<Self.randomLength).map { _ in
            Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &generator)]
        }
        self.kind = kind
        text = kind.rawValue + String(decoding: random + Self.check(kind, random), as: UTF8.self)
    }

    /// Nil for anything that was never given out: another form, or a check that does not fit.
    package init?(_ text: some StringProtocol, kind: Kind) {
        guard text.hasPrefix(kind.rawValue) else { return nil }
        let body = Array(text.utf8.dropFirst(kind.rawValue.utf8.count))
        guard body.count == Self.randomLength + Self.checkLength, body.allSatisfy(Self.alphabet.contains) else {
            return nil
        }
        guard Self.check(kind, Array(body.prefix(Self.randomLength))) == Array(body.suffix(Self.checkLength)) else {
            return nil
        }
        self.kind = kind
        self.text = String(text)
    }

    /// The secret itself, for the one moment in which it is handed over.
    package var revealed: String { text }
    /// What is kept. The secret is of full strength, so a plain hash cannot be turned around.
    var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    package var description: String { "\(kind.rawValue)***" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    private static func check(_ kind: Kind, _ random: [UInt8]) -> [UInt8] {
        SHA256.hash(data: Array(kind.rawValue.utf8) + random).prefix(checkLength).map {
            alphabet[Int($0) % alphabet.count]
        }
    }
}
