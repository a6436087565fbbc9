import Testing

@testable import Engines

@Suite struct `Events of a streamed answer` {
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
