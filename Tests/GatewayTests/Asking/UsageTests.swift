import Testing
import Wire

@testable import Gateway

@Suite struct `What a provider says it took` {
    @Test func `is cut to what can be, whatever it says`() {
        let most: JSONValue = .integer(.max)
        let openAI = Usage(openAI: ["prompt_tokens": most, "completion_tokens": most])
        #expect(openAI == Usage(prompt: Usage.most, answer: Usage.most))
        #expect(openAI?.openAI["total_tokens"] == .integer(2 * Usage.most))
        let anthropic = Usage(anthropic: ["input_tokens": most, "cache_read_input_tokens": 1, "output_tokens": -5])
        #expect(anthropic?.prompt == Usage.most && anthropic?.answer == 0)
        #expect(Usage(gemini: ["promptTokenCount": most, "toolUsePromptTokenCount": most])?.prompt == Usage.most)
        let price = Price(input: 1_000_000, output: 1_000_000, known: nil)
        #expect(price.cost(of: Usage(prompt: .max, answer: .max)) > 0)
    }

    @Test(arguments: [
        "exceed context limit: 9223372036854775807 + 1 > 5", "maximum context length is 9223372036854775807 tokens",
        "prompt is too long: 99999999999999999999 tokens > 1",
    ])
    func `does not overflow in the words of an error`(words: String) {
        let found = TooLong(words)
        #expect(found != nil && found?.needed == nil)
    }
}
