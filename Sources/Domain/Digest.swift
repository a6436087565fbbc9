/// The SHA-256 of some bytes: the name under which Roost keeps them.
package struct Digest: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    package let hex: String

    /// Accepts 64 hexadecimal digits, with or without a leading `sha256:`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let bare = text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : String(text)
        let lower = bare.lowercased()
        guard Hex.isLowercase(lower, length: 64) else { return nil }
        hex = lower
    }

    /// From the 32 bytes a hash function gives.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        hex = Hex.encode(bytes)
    }

    /// `sha256:<hex>`, as OCI and Ollama write it.
    package var description: String { "sha256:\(hex)" }
    package static func < (left: Digest, right: Digest) -> Bool { left.hex < right.hex }
}
