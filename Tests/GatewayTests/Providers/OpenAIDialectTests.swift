import Testing
import Wire

@testable import Gateway

@Suite struct `A question to those who speak OpenAI's words` {
    @Test func `goes where each of them listens, with the key as a bearer's`() throws {
        for (name, path) in [
            "openai": "/chat/completions", "openai-compatible": "/chat/completions",
            "groq": "/openai/v1/chat/completions",
            "ollama": "/v1/chat/completions",
        ] {
            let call = try Speaking.dialect(name).call(Speaking.chat(), model: "m", key: "k")
            #expect(call.path == path && call.headers == ["authorization": "Bearer k"])
            #expect(try Speaking.dialect(name).call(Speaking.chat(), model: "m", key: nil).headers.isEmpty)
        }
        let vectors = Question(.embedding, ["input": "a"], isStreamed: false)
        #expect(try Speaking.dialect("openai").call(vectors, model: "m", key: nil).path == "/embeddings")
        #expect(Speaking.failure { _ = try Speaking.sent("groq", vectors) }?.kind == .unsupported)
    }

    @Test func `asks for usage in a stream`() throws {
        let sent = try Speaking.sent("openai", Speaking.chat(isStreamed: true), model: "gpt-x")
        #expect(sent["stream"] == true && sent["stream_options"] == ["include_usage": true] && sent["model"] == "gpt-x")
        #expect(try Speaking.sent("openai", Speaking.chat())["stream"] == nil)
    }

    @Test func `leaves out what the provider would refuse the whole for`() throws {
        let question = Speaking.chat(["top_k": 4, "max_tokens": 5, "logit_bias": [:], "temperature": .number(0.5)])
        let openAI = try Speaking.sent("openai", question)
        #expect(openAI["top_k"] == nil && openAI["max_tokens"] == nil && openAI["max_completion_tokens"] == 5)
        #expect(openAI["temperature"] == .number(0.5) && openAI["logit_bias"] == [:])
        let other = try Speaking.sent("openai-compatible", question)
        #expect(other["top_k"] == 4 && other["max_tokens"] == 5)
        #expect(try Speaking.sent("groq", question)["logit_bias"] == nil)
    }

    @Test func `is not asked where its answer would be another`() {
        #expect(
            Speaking.failure { _ = try Speaking.sent("openai", Speaking.chat(["grammar": "x"])) }?.kind == .unsupported)
        for fields: [String: JSONValue] in [["n": 2], ["logprobs": true]] {
            #expect(Speaking.failure { _ = try Speaking.sent("groq", Speaking.chat(fields)) }?.kind == .unsupported)
        }
    }

    @Test func `loses what another provider had put into the conversation`() throws {
        let call: JSONValue = [
            "id": "c", "type": "function", "function": ["name": "f", "arguments": "{}"],
            "extra_content": ["google": ["thought_signature": "x"]],
        ]
        let message: JSONValue = [
            "role": "assistant", "content": "", "reasoning_content": "hm", "thinking_blocks": [], "tool_calls": [call],
        ]
        let sent = try Speaking.sent("openai", Speaking.chat(["messages": [message]]))["messages"]?.array?.first
        #expect(sent?.object?.keys.sorted() == ["content", "role", "tool_calls"])
        #expect(sent?["tool_calls"]?.array?.first?.object?.keys.sorted() == ["function", "id", "type"])
    }
}

@Suite struct `An answer in OpenAI's words` {
    @Test func `is passed on as it came, with its usage`() throws {
        let body =
            #"{"id":"x","choices":[{"message":{"content":"hi"}}],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#
        let answer = try Speaking.dialect("openai").answer(body, to: Speaking.chat(), model: "m")
        #expect(answer.body == body && answer.usage == Usage(prompt: 3, answer: 2))
        let vectors = #"{"data":[{"embedding":[0.1]}],"usage":{"prompt_tokens":3}}"#
        let question = Question(.embedding, ["input": "a"], isStreamed: false)
        #expect(try Speaking.dialect("openai").answer(vectors, to: question, model: "m").usage?.prompt == 3)
    }

    @Test(arguments: Dialects.names)
    func `is one, or nothing is passed on`(provider: String) throws {
        for body in [
            "", "<html>", "{}", "[]", #"{"choices":[]}"#, #"{"choices":7}"#, #"{"content":4}"#, #"{"candidates":{}}"#,
        ] {
            let failure = Speaking.failure {
                _ = try Speaking.dialect(provider).answer(body, to: Speaking.chat(), model: "m")
            }
            #expect(failure?.kind == .malformed, "\(body)")
        }
    }

    @Test(arguments: Dialects.names)
    func `may be an error with the status of an answer`(provider: String) throws {
        let body =
            #"{"type":"error","error":{"type":"rate_limit_error","status":"RESOURCE_EXHAUSTED","code":"x","message":"slow"}}"#
        let failure = Speaking.failure {
            _ = try Speaking.dialect(provider).answer(body, to: Speaking.chat(), model: "m")
        }
        #expect(failure != nil && failure?.words == "slow")
    }
}

@Suite struct `A stream in OpenAI's words` {
    private func chunk(_ delta: String, _ rest: String = "") -> String {
        #"{"id":"c","choices":[{"index":0,"delta":\#(delta),"finish_reason":null}],"usage":null\#(rest)}"#
    }

    @Test func `is passed on as it came, and its usage is read`() throws {
        let last = #"{"id":"c","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2}}"#
        let events = [
            chunk(#"{"role":"assistant","content":""}"#), chunk(#"{"content":"a \"usage\" of \"error\""}"#),
            chunk(#"{"content":"b"}"#), last,
        ]
        let chunks = try Speaking.stream("openai", events + ["[DONE]"])
        #expect(chunks.map(\.data) == events)
        #expect(chunks.map(\.hasContent) == [false, true, true, false])
        #expect(chunks.map(\.usage) == [nil, nil, nil, Usage(prompt: 5, answer: 2)])
    }

    @Test func `gives the usage that Groq hides`() throws {
        let last =
            #"{"id":"g","model":"l","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"usage":{"prompt_tokens":4,"completion_tokens":1}}}"#
        let chunks = try Speaking.stream("groq", [chunk(#"{"content":"b"}"#), last, "[DONE]"])
        #expect(chunks.count == 3 && chunks[2].usage == Usage(prompt: 4, answer: 1))
    }

    @Test func `that ends in the middle is none`() throws {
        #expect(
            Speaking.failure { _ = try Speaking.stream("openai", [self.chunk(#"{"content":"b"}"#)]) }?.kind
                == .malformed)
        let finished = #"{"choices":[{"delta":{},"finish_reason" : "stop"}]}"#
        #expect(try Speaking.stream("ollama", [chunk(#"{"content":"b"}"#), finished]).count == 2)
    }

    @Test func `may hold an error, at its beginning and after words`() {
        let error = #"{"error":{"message":"no room","type":"server_error","code":503}}"#
        let early = Speaking.failure { _ = try Speaking.stream("openai", [error]) }
        #expect(early?.kind == .overloaded && early?.status == 503)
        let late = Speaking.failure { _ = try Speaking.stream("groq", [self.chunk(#"{"content":"b"}"#), error]) }
        #expect(late?.words == "no room")
        let limit = #"{"error":{"message":"slow","code":"rate_limit_exceeded","type":"tokens"}}"#
        #expect(Speaking.failure { _ = try Speaking.stream("openai", [limit]) }?.kind == .rateLimited)
        let proxied = #"{"error":{"message":"slow","type":"throttling_error","param":null,"code":"429"}}"#
        #expect(Speaking.failure { _ = try Speaking.stream("openai", [proxied]) }?.kind == .rateLimited)
    }

    @Test(arguments: Dialects.names)
    func `may hold anything`(provider: String) {
        for event in ["<html>", "7", "[1]", "{", String(repeating: "a", count: 5 << 20)] {
            let failure = Speaking.failure { _ = try Speaking.stream(provider, [event]) }
            #expect(failure?.kind == .malformed)
        }
        for event in [
            "{}", #"{"type":"new_thing","choices":7}"#, #"{"candidates":[7]}"#, #"{"choices":[{"delta":[]}]}"#,
        ] {
            let failure = Speaking.failure { _ = try Speaking.stream(provider, [event]) }
            #expect(failure?.kind == .malformed, "it ended in the middle")
        }
    }

    @Test func `keeps an event that spans lines on one`() throws {
        let chunks = try Speaking.stream(
            "openai-compatible", ["{\"choices\":\n[{\"delta\":{\"content\":\"b\"}}]}", "[DONE]"])
        #expect(try Speaking.said(chunks).text == "b")
    }
}
