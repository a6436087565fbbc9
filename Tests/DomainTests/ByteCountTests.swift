import Domain
import Testing

@Suite struct `Byte counts` {
    @Test(arguments: [
        (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (999_949, "999.9 kB"), (999_950, "1.0 MB"),
        (91_000_000, "91.0 MB"), (4_920_000_000, "4.9 GB"), (Int64.max, "9223.4 PB"),
    ])
    func `are written in decimal units with one digit`(bytes: Int64, text: String) {
        #expect(ByteCount(bytes).description == text)
    }

    @Test func `never run below zero or over the largest number`() {
        #expect(ByteCount(-5) == .zero)
        #expect(ByteCount(UInt64.max).bytes == .max)
        #expect(ByteCount(3) - ByteCount(5) == .zero)
        #expect(ByteCount(Int64.max) + ByteCount(1) == ByteCount(Int64.max))
        #expect([ByteCount(Int64.max), ByteCount(2), ByteCount(Int64.max)].total().bytes == .max)
        #expect([ByteCount]().total() == .zero)
    }
}
