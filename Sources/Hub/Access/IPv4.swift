/// An IPv4 address in dotted form, as `NO_PROXY` compares it.
struct IPv4: Hashable {
    static let loopback = IPv4(bits: 0x7F00_0000)
    private let bits: UInt32

    private init(bits: UInt32) { self.bits = bits }

    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { $0.utf8.allSatisfy { (48...57).contains($0) } ? UInt8($0) : nil }
        guard parts.count == 4, bytes.count == 4 else { return nil }
        bits = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    func isIn(network: IPv4, bits prefix: Int) -> Bool {
        let mask: UInt32 = prefix == 0 ? 0 : ~0 << (32 - UInt32(prefix))
        return bits & mask == network.bits & mask
    }
}
