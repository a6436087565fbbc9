/// How much memory a compressed stream asks its reader for.
enum MemoryDemand {
    /// The largest dictionary that is followed, in bytes; what `xz -9` makes.
    static let limit: UInt64 = 64 << 20

    /// Throws `ScanFault.tooMuch` for a dictionary beyond the limit.
    static func check(_ format: ContentFormat, _ head: [UInt8]) throws {
        let dictionary: UInt64? =
            switch format {
            case .lzma: head.count > 5 ? head[1..<5].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) } : nil
            case .xz: xzDictionary(head)
            case .zstd: zstdWindow(head)
            default: nil
            }
        guard let dictionary, dictionary > limit else { return }
        throw ScanFault.tooMuch("it asks for \(dictionary >> 20) MiB of memory to be unpacked")
    }

    /// The first block's: size, flags, two optional lengths, then filters of which LZMA2 (0x21) has one byte.
    private static func xzDictionary(_ head: [UInt8]) -> UInt64? {
        guard head.count > 32, head[12] > 0 else { return nil }
        let flags = head[13]
        var at = 14
        for bit in [UInt8(0x40), 0x80] where flags & bit != 0 {
            while at < 30, head[at] & 0x80 != 0 { at += 1 }
            at += 1
        }
        guard let filter = head[at..<32].firstIndex(of: 0x21), filter + 2 < head.count, head[filter + 1] == 1 else {
            return nil
        }
        let bits = UInt64(head[filter + 2] & 0x3F)
        return bits >= 40 ? UInt64(UInt32.max) : (2 | bits & 1) << (bits / 2 + 11)
    }

    private static func zstdWindow(_ head: [UInt8]) -> UInt64? {
        guard head.count > 6, head[4] & 0x20 == 0 else { return nil }
        let exponent = UInt64(head[5] >> 3) + 10
        return (1 << exponent) + (1 << exponent) / 8 * UInt64(head[5] & 7)
    }
}
