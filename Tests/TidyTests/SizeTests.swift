import Testing

/// Files and functions stay short enough to be read at once.
struct SizeTests {
    private static let longestFile = 400
    private static let ninetiethPercentile = 250
    private static let median = 90
    private static let longestFunction = 70

    @Test func `no source file is too long`() {
        let long = Checkout.sources.filter { $0.lines.count > Self.longestFile }.map {
            "\($0.path): \($0.lines.count) lines"
        }
        #expect(long.isEmpty, "over \(Self.longestFile) lines:\n\(long.joined(separator: "\n"))")
    }

    @Test func `most source files are short`() throws {
        let lengths = Checkout.sources.map(\.lines.count).sorted()
        try #require(lengths.count > 100)
        #expect(lengths[lengths.count / 2] <= Self.median)
        #expect(lengths[lengths.count * 9 / 10] <= Self.ninetiethPercentile)
    }

    @Test func `no function is too long`() {
        let long = (Checkout.sources + Checkout.tests).flatMap { file in
            file.functions.filter { $0.lineCount > Self.longestFunction }
                .map { "\(file.path):\($0.firstLine) \($0.name): \($0.lineCount) lines" }
        }
        #expect(long.isEmpty, "over \(Self.longestFunction) lines:\n\(long.joined(separator: "\n"))")
    }
}
