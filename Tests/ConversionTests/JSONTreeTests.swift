import Testing

@testable import Conversion

struct JSONTreeTests {
    private func tree(_ text: String) throws -> JSONTree { try JSONTreeParser.parse(Array(text.utf8)) }

    @Test func `members keep their order and tokens their bytes`() throws {
        let one = "\u{212B}", other = "\u{C5}"
        #expect(one == other)
        let parsed = try tree("{\"\(one)\": 1, \"\(other)\": 2}")
        #expect(parsed.members?.map(\.key) == [Array(one.utf8), Array(other.utf8)])
        #expect(parsed.members?.map(\.value) == [.integer(1), .integer(2)])
    }

    @Test func `escapes are read, also those of two halves`() throws {
        #expect(try tree(#""a\u00e9\ud83d\ude80\n\"""#).string == "aé🚀\n\"")
    }

    @Test func `numbers are whole where they can be`() throws {
        #expect(try tree("[1, -2, 4096.0, 1e-05]") == .list([.integer(1), .integer(-2), .number(4096), .number(1e-5)]))
        #expect(try tree("4096.0").integer == 4096)
    }

    @Test(arguments: [
        "", "{", "[1,", "{\"a\" 1}", "{\"a\":}", "\"abc", "\"\\u12\"", "\"\\ud800\"", "tru", "1 2", "{\"a\":1,}", "-",
        "\"\\x\"",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(throws: JSONTreeParser.Fault.self) { try tree(text) }
    }

    @Test func `depth is bounded`() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONTreeParser.Fault.self) { try tree(deep) }
    }
}
