/// A block of addresses: `10.0.0.0/8`, `fc00::/7`, or one address.
package struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
    package let address: IPAddress
    /// Leading bits that count.
    package let bits: Int

    /// Reads `address/bits` or one address; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ IPAddress($0) }) else { return nil }
        let width = if case .v4 = address { 32 } else { 128 }
        let bits = parts.count == 2 ? Int(parts[1]) : width
        guard let bits, (0...width).contains(bits) else { return nil }
        self.address = address
        self.bits = bits
    }

    package var description: String { "\(address)/\(bits)" }

    /// Whether the address is one of the block; never over the border between the two families.
    package func contains(_ other: IPAddress) -> Bool {
        switch (address, other) {
        case (.v4(let mine), .v4(let its)):
            return UInt64(mine ^ its) << 32 & Self.mask(bits) == 0
        case (.v6(let high, let low), .v6(let otherHigh, let otherLow)):
            return (high ^ otherHigh) & Self.mask(bits) == 0 && (low ^ otherLow) & Self.mask(bits - 64) == 0
        default: return false
        }
    }

    /// The first `bits` of 64, from the top; none for a negative number.
    private static func mask(_ bits: Int) -> UInt64 {
        bits <= 0 ? 0 : bits >= 64 ? .max : ~0 << UInt64(64 - bits)
    }
}
