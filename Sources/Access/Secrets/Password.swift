/// A password as typed or generated. It prints as `***`, wherever it gets to.
package struct Password: Sendable, CustomStringConvertible, CustomReflectable {
    private static let lengths = 8...1000
    private static let alphabet = Array("23456789abcdefghjkmnpqrstuvwxyz")

    private let text: String

    /// One that somebody claims to be theirs: anything.
    package init(typed text: String) { self.text = text }

    /// One that is to be a user's from now on; throws `AccessError.weakPassword`.
    package init(new text: String, for user: UserName) throws(AccessError) {
        guard text.utf8.count >= Self.lengths.lowerBound else { throw .weakPassword("is too short") }
        guard text.utf8.count <= Self.lengths.upperBound else { throw .weakPassword("is too long") }
        guard !text.utf8.contains(where: { $0 < 32 }) else { throw .weakPassword("has control characters in it") }
        guard text.lowercased() != user.text else { throw .weakPassword("is the user name") }
        self.text = text
    }

    /// Twenty characters in groups of five: 99 bits of chance.
    package static func generated() -> Password {
        var generator = SystemRandomNumberGenerator()
        let groups = (0..<4).map { _ in
            String((0..<5).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
        }
        return Password(typed: groups.joined(separator: "-"))
    }

    /// The password itself, for the one moment in which it is handed over.
    package var revealed: String { text }
    /// Nil when it is longer than any password is, so that nobody has us hash a megabyte.
    var bytes: [UInt8]? { text.utf8.count <= Self.lengths.upperBound ? Array(text.utf8) : nil }

    package var description: String { "***" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
