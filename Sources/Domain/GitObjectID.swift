/// The SHA-1 by which git names a blob, a tree or a commit: `sha1("blob <length>\0" + bytes)` for a file.
package struct GitObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// 40 lower-case hexadecimal digits.
    package let hex: String

    /// Accepts 40 hexadecimal digits; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let lower = text.lowercased()
        guard Hex.isLowercase(lower, length: 40) else { return nil }
        hex = lower
    }

    /// From the 20 bytes a hash function gives.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 20 else { return nil }
        hex = Hex.encode(bytes)
    }

    package var description: String { hex }
    /// The first seven digits, as people quote a commit.
    package var short: String { String(hex.prefix(7)) }
    package static func < (left: GitObjectID, right: GitObjectID) -> Bool { left.hex < right.hex }
}
