/// The name of a person or a program that signs in: 1 to 64 of `a-z 0-9 . _ - + @`, beginning with a letter or digit.
package struct UserName: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// Names the audit trail uses for others than users.
    private static let reserved: Set<String> = ["anonymous", "system", "cli"]

    /// Capital letters are taken for small ones; nil for anything that is no such name.
    package init?(_ text: some StringProtocol) {
        guard (1...64).contains(text.utf8.count) else { return nil }
        let lower = text.lowercased()
        guard let first = lower.utf8.first, Self.isPlain(first) else { return nil }
        guard lower.utf8.allSatisfy({ Self.isPlain($0) || "._-+@".utf8.contains($0) }) else { return nil }
        guard !Self.reserved.contains(lower) else { return nil }
        self.text = lower
    }

    private init(known text: String) { self.text = text }

    /// Who the first start makes.
    package static let admin = UserName(known: "admin")

    package var description: String { text }
    package static func < (left: UserName, right: UserName) -> Bool { left.text < right.text }

    private static func isPlain(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...122).contains(byte) }
}
