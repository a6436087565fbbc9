import Gateway
import Testing
import Wire

@Suite struct `A question` {
    @Test func `leaves out what the gateway says itself`() {
        let question = Question(
            .chat, ["model": "a", "stream": true, "messages": [], "seed": .null], isStreamed: true)
        #expect(question.fields == ["messages": []])
    }
}
