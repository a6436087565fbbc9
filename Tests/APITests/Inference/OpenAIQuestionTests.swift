import Domain
import Engines
import Gateway
import Testing
import Wire

@testable import API

@Suite struct `A request of an OpenAI client` {
    private let hello: JSONValue = [["role": "user", "content": "hi"]]

    @Test func `names a model and at least one message`() {
        for fields: [String: JSONValue] in [
            [:], ["messages": hello], ["model": "m"], ["model": "m", "messages": []], ["model": 1, "messages": hello],
            ["model": "m", "messages": "hi"], ["model": "m", "messages": ["hi"]],
            ["model": "m", "messages": [["content": "x"]]],
        ] {
            #expect(throws: Problem.self) { try OpenAIQuestion.chat(fields) }
        }
    }

    @Test(arguments: [JSONValue.integer(1_000_000_000_000_000_000), .number(1e30), .string("many"), .number(1.5)])
    func `asks for a number of tokens that is one`(count: JSONValue) throws {
        for field in ["max_tokens", "max_completion_tokens"] {
            #expect(throws: Problem.self) {
                try OpenAIQuestion.chat(["model": "m", "messages": hello, field: count])
            }
            _ = try OpenAIQuestion.chat(["model": "m", "messages": hello, field: 100_000])
        }
    }

    @Test func `may not have the engine fetch an image`() {
        let part: JSONValue = ["type": "image_url", "image_url": ["url": "http://169.254.169.254/"]]
        #expect(throws: Problem.self) {
            try OpenAIQuestion.chat(["model": "m", "messages": [["role": "user", "content": [part]]]])
        }
    }

    @Test func `says how much is to be thought`() throws {
        let fields: [String: JSONValue] = [
            "model": "m", "messages": hello, "reasoning_effort": "low", "thinking": ["type": "enabled"], "strange": 1,
        ]
        let question = try OpenAIQuestion.chat(fields).question
        #expect(question.fields["reasoning_effort"] == "low" && question.fields["thinking"] == ["type": "enabled"])
        #expect(question.fields["strange"] == nil)
    }

    @Test func `streams only when it says so, and never vectors`() throws {
        #expect(try !OpenAIQuestion.chat(["model": "m", "messages": hello]).isStreamed)
        #expect(try OpenAIQuestion.chat(["model": "m", "messages": hello, "stream": true]).isStreamed)
        #expect(try !OpenAIQuestion.embedding(["model": "m", "input": "x", "stream": true]).isStreamed)
    }
}

@Suite struct `Calls of tools for Ollama's clients` {
    @Test func `are put together from their pieces`() throws {
        var calls = OllamaCalls()
        #expect(calls.json == nil)
        calls.take(["index": 0, "function": ["name": "weather", "arguments": "{\"ci"]])
        calls.take(["index": 0, "function": ["arguments": "ty\":\"Bonn\"}"]])
        calls.take(["index": 1, "function": ["name": "time", "arguments": "no json"]])
        let found = try #require(calls.json?.array)
        #expect(found[0]["function"]?["arguments"] == ["city": "Bonn"])
        #expect(found[1]["function"]?["name"] == "time" && found[1]["function"]?["arguments"] == [:])
    }
}

@Suite struct `A request of an Ollama client` {
    @Test func `streams unless it says otherwise`() throws {
        #expect(try OllamaQuestion(chat: ["model": "m"]).isStreamed)
        #expect(try !OllamaQuestion(generate: ["model": "m", "stream": false]).isStreamed)
    }

    @Test(arguments: [JSONValue.integer(0), "0", .number(0)])
    func `ends a model with a time of nothing`(time: JSONValue) throws {
        #expect(try OllamaQuestion(generate: ["model": "m", "keep_alive": time]).wish.keepAlive == .idle(0))
    }

    @Test(arguments: ["soon", [], true] as [JSONValue])
    func `is refused with a time that is none`(time: JSONValue) {
        #expect(throws: Problem.self) { try OllamaQuestion(chat: ["model": "m", "keep_alive": time]) }
    }

    @Test func `may name the tag that every name has there`() throws {
        #expect(try OllamaQuestion(chat: ["model": "acme/m:latest"]).model == "acme/m")
        #expect(try OllamaQuestion(chat: ["model": "acme/m:Q4_0"]).model == "acme/m:Q4_0")
    }

    @Test func `is refused with what is not read here`() {
        let image: JSONValue = ["role": "user", "content": "x", "images": ["aGk="]]
        #expect(throws: Problem.self) { try OllamaQuestion(chat: ["model": "m", "messages": [image]]) }
        #expect(throws: Problem.self) { try OllamaQuestion(generate: ["model": "m", "suffix": "end"]) }
    }
}
