import Testing

@testable import Engines

@Suite struct `Events of a streamed answer` {
    @Test func `are found however the bytes are cut`() throws {
        let text = "data: {\"a\":1}\r\n\r\n: a comment\ndata:two\n\nevent: x\ndata: [DONE]\n\n"
        for size in 1...text.utf8.count {
            var lines = EventLines(limit: 100)
            var found: [String] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                found += try lines.take(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            #expect(found == ["{\"a\":1}", "two", "[DONE]"], "in pieces of \(size)")
        }
    }

    @Test func `are refused when one is too long`() {
        var lines = EventLines(limit: 10)
        #expect(throws: EngineError.self) { try lines.take(Array("data: 0123456789".utf8)) }
    }

    @Test func `tell text, end and speed`() throws {
        let part = try AnswerPart(
            parsing:
                #"{"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}],"timings":{"predicted_n":4,"predicted_ms":2.0}}"#
        )
        #expect((part.text, part.finish) == ("Hi", "stop"))
        #expect(part.timings?.tokensPerSecond == 2000)
    }

    @Test func `that say the model broke off are errors`() {
        #expect(throws: (any Error).self) { try AnswerPart(parsing: #"{"error":{"message":"out of memory"}}"#) }
    }
}
