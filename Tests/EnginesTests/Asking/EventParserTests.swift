import NIOCore
import Testing

@testable import Engines

@Suite struct `A stream of events` {
    private func events(_ pieces: [String]) throws -> [ServerEvent] {
        var parser = EventParser(limit: 8 << 20)
        return try pieces.flatMap { try parser.take(ByteBuffer(string: $0)) }
    }

    private let text = "event: a\r\ndata: {\"x\":1}\r\n\r\n: comment\ndata:one\ndata: two\n\nid: 7\n\ndata: [DONE]\n\n"
    private let expected = [
        ServerEvent(name: "a", data: #"{"x":1}"#), ServerEvent(data: "one\ntwo"), ServerEvent(data: "[DONE]"),
    ]

    @Test func `is read at once`() throws { #expect(try events([text]) == expected) }

    @Test func `is read byte by byte`() throws {
        var parser = EventParser(limit: 8 << 20)
        let found = try text.utf8.flatMap { try parser.take(ByteBuffer(bytes: [$0])) }
        #expect(found == expected)
    }

    @Test(arguments: 1..<40) func `is read in pieces of any size`(size: Int) throws {
        let bytes = Array(text.utf8)
        let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
        var parser = EventParser(limit: 8 << 20)
        #expect(try pieces.flatMap { try parser.take(ByteBuffer(bytes: $0)) } == expected)
    }

    @Test func `is given up when an event never ends`() {
        var parser = EventParser(limit: 8 << 20)
        let piece = ByteBuffer(repeating: UInt8(ascii: "x"), count: 1 << 20)
        #expect(throws: EventParser.TooLong.self) { for _ in 0..<9 { _ = try parser.take(piece) } }
    }

    @Test func `is given up when its lines never end the event`() {
        var parser = EventParser(limit: 8 << 20)
        let piece = ByteBuffer(string: String(repeating: "data: \(String(repeating: "x", count: 1000))\n", count: 1000))
        #expect(throws: EventParser.TooLong.self) { for _ in 0..<9 { _ = try parser.take(piece) } }
    }

    @Test func `is read once, however many lines an event has`() throws {
        // Two hundred thousand lines: with the cost of the square of them this would take hours.
        var parser = EventParser(limit: 8 << 20)
        let line = ByteBuffer(string: "data: a line\n")
        for _ in 0..<200_000 { #expect(try parser.take(line).isEmpty) }
        let event = try #require(try parser.take(ByteBuffer(string: "\n")).first)
        #expect(event.data.utf8.count == 200_000 * 7 - 1)
    }
}
