import Foundation
import Testing

/// Nothing of the machine a file was written on stays in it.
struct TraceTests {
    /// Written in two pieces, so that this file does not find itself.
    private static let traces = ["/wo" + "rk/", "/ro" + "ot/"]

    @Test func `no file names a path of the machine it was written on`() throws {
        try #require(Checkout.files.count > 100)
        var places: [String] = []
        for path in Checkout.files {
            let bytes = try Checkout.bytes(of: path)
            for trace in Self.traces {
                for position in Self.positions(of: trace, in: bytes) {
                    let line = bytes[..<position].count { $0 == UInt8(ascii: "\n") } + 1
                    places.append("\(path):\(line) names \(trace)")
                }
            }
        }
        #expect(places.isEmpty, "\(places.joined(separator: "\n"))")
    }

    /// Where it begins a path; in the middle of a longer one it is an ordinary name of a folder.
    private static func positions(of trace: String, in bytes: Data) -> [Data.Index] {
        var found: [Data.Index] = []
        var rest = bytes.startIndex..<bytes.endIndex
        while let hit = bytes.range(of: Data(trace.utf8), in: rest) {
            if hit.lowerBound == bytes.startIndex || !isPart(bytes[hit.lowerBound - 1]) { found.append(hit.lowerBound) }
            rest = hit.upperBound..<bytes.endIndex
        }
        return found
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || ".-_)}".utf8.contains(byte)
    }
}
