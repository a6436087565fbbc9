import Foundation
import Testing

@testable import Wire

@Suite struct `Exact JSON` {
    /// What the text has to be, byte for byte: digests are made of it.
    private func reference(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func isSame(_ value: some Encodable) throws -> Bool {
        Array(try WireJSON.exactText(value).utf8) == Array(try reference(value).utf8)
    }

    @Test func `is the text of Foundation's encoder for every value there is`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let value = Self.value(depth: 4, &random)
            let same = try isSame(value)
            #expect(same, "\(value)")
        }
    }

    private static let texts = [
        "", "a", "B", "a10", "a9", "ä", "e\u{301}", "é", "\u{212B}", "/", "\\", "\"", "\u{0}", "\u{1f}", "\n\r\t",
        "\u{8}\u{c}", "\u{7f}", "\u{2028}", "\u{1F600}", "\r\n",
    ]
    private static let numbers: [Double] = [
        0, -0.0, 1, 0.5, 1e-7, 1e16, 1e300, .leastNonzeroMagnitude, 0.1 + 0.2, .nan, .infinity, -.infinity,
        123_456_789_012_345_680,
    ]

    private static func value(depth: Int, _ random: inout some RandomNumberGenerator) -> JSONValue {
        func text(_ random: inout some RandomNumberGenerator) -> String {
            (0..<Int.random(in: 0...3, using: &random)).map { _ in texts.randomElement(using: &random) ?? "" }.joined()
        }
        switch Int.random(in: 0...(depth > 0 ? 6 : 3), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .number(numbers.randomElement(using: &random) ?? 0)
        case 3: return .string(text(&random))
        case 4: return .array((0..<3).map { _ in value(depth: depth - 1, &random) })
        default:
            return .object(
                Dictionary((0..<5).map { _ in (text(&random), value(depth: depth - 1, &random)) }) { first, _ in first }
            )
        }
    }

    private struct Everything: Encodable {
        let none: Int?
        let data = Data([1, 2, 255])
        let url = URL(string: "https://hub.example/a?b=c")
        let date = Date(timeIntervalSince1970: 12_345.5)
        let float: Float = 0.1
        let numbered = [3: "c", 1: "a", 10: "b"]
        let smallest = [Int64.min, 0]
        let largest = UInt64.max
        let lists: [[String?]] = [[], ["a", nil]]
        let empty = Nothing()
    }

    private struct Nothing: Encodable {}

    @Test func `knows the types of Foundation, numbers of all sizes, and what says nothing of itself`() throws {
        #expect(try isSame(Everything(none: nil)))
        #expect(try isSame(Nothing()))
        #expect(try isSame(["x": Nothing()]))
        #expect(try WireJSON.exactText(Nothing()) == "{}")
    }

    private struct Interleaved: Encodable {
        enum Keys: String, CodingKey { case outer, later, list, inner, last }

        func encode(to encoder: any Encoder) throws {
            var outer = encoder.container(keyedBy: Keys.self)
            var inner = outer.nestedContainer(keyedBy: Keys.self, forKey: .outer)
            try outer.encode(1, forKey: .later)
            var list = outer.nestedUnkeyedContainer(forKey: .list)
            try inner.encode("q", forKey: .inner)
            try list.encode(1)
            var element = list.nestedContainer(keyedBy: Keys.self)
            try list.encode("end")
            try element.encode(true, forKey: .last)
            try outer.encode("one", forKey: .later)
        }
    }

    @Test func `is whole when parts of a value are written in turns`() throws {
        #expect(try isSame(Interleaved()))
        #expect(
            try WireJSON.exactText(Interleaved())
                == #"{"later":"one","list":[1,{"last":true},"end"],"outer":{"inner":"q"}}"#)
    }
}
