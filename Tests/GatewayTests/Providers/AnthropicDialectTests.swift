import Testing
import Wire

@testable import Gateway

@Suite struct `A question to Anthropic` {
    private let tool: JSONValue = [
        "type": "function",
        "function": [
            "name": "weather", "description": "d", "parameters": ["type": "object", "properties": ["c": [:]]],
        ],
    ]

    @Test func `has the version that takes what it says of sampling`() throws {
        let dialect = try Speaking.dialect("anthropic")
        #expect(
            try dialect.call(Speaking.chat(), model: "m", key: "k").headers == [
                "anthropic-version": "2026-10-21", "x-api-key": "k",
            ])
        for name in ["temperature", "top_p", "top_k"] {
            let call = try dialect.call(Speaking.chat([name: 1]), model: "m", key: nil)
            #expect(call.headers == ["anthropic-version": "2023-06-01"] && call.path == "/v1/messages")
        }
        #expect(try Speaking.sent("anthropic", Speaking.chat(["temperature": .number(1.7)]))["temperature"] == 1)
    }

    @Test func `says how long the answer may be, as Anthropic requires`() throws {
        for (model, most) in ["claude-opus-4": 8192, "claude-3-haiku-20240307": 4096, "other": 4096] as [String: Int64]
        {
            #expect(try Speaking.sent("anthropic", Speaking.chat(), model: model)["max_tokens"] == .integer(most))
        }
        #expect(try Speaking.sent("anthropic", Speaking.chat(["max_completion_tokens": 7]))["max_tokens"] == 7)
    }

    @Test(
        arguments: [
            ("none", nil, "disabled"), ("minimal", "low", nil), ("high", "high", nil), ("odd", nil, nil),
        ] as [(String, String?, String?)])
    func `is told how much to think`(effort: String, sent: String?, thinking: String?) throws {
        let json = try Speaking.sent(
            "anthropic", Speaking.chat(["reasoning_effort": .string(effort)]), model: "claude-opus-4")
        #expect(json["output_config"]?["effort"]?.string == sent)
        #expect(json["thinking"]?["type"]?.string == thinking)
    }

    @Test func `gives back what it thought, put together once`() throws {
        let pieces = 20_000
        let delta =
            #"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"a thought "}}"#
        let chunks = try Speaking.stream(
            "anthropic",
            [#"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}"#]
                + Array(repeating: delta, count: pieces) + [
                    #"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}"#,
                    #"{"type":"content_block_stop","index":0}"#, #"{"type":"message_stop"}"#,
                ])
        let block = try chunks.compactMap { chunk in
            try Speaking.read(chunk.data)["choices"]?.array?.first?["delta"]?["thinking_blocks"]?.array?.first
        }.first
        #expect(block?["thinking"]?.string?.utf8.count == pieces * 10)
        #expect(block?["signature"] == "s")
    }

    @Test func `has turns that alternate, and what the system says apart`() throws {
        let call: JSONValue = [
            "id": "t1", "type": "function", "function": ["name": "weather", "arguments": "{\"c\":1}"],
        ]
        let sent = try Speaking.sent(
            "anthropic",
            Speaking.chat([
                "messages": [
                    ["role": "system", "content": "be kind"], ["role": "developer", "content": "and brief"],
                    [
                        "role": "user",
                        "content": [["type": "text", "text": "hi"], image("data:image/png;base64,aGk=")],
                    ],
                    ["role": "assistant", "content": .null, "tool_calls": [call]],
                    ["role": "tool", "tool_call_id": "t1", "content": "sun"], ["role": "user", "content": "so?"],
                ], "tools": [tool], "stop": ["END", " "], "user": "u",
            ]))
        #expect(sent["system"] == "be kind\n\nand brief")
        #expect(
            sent["messages"] == [
                [
                    "role": "user",
                    "content": [
                        ["type": "text", "text": "hi"],
                        ["type": "image", "source": ["type": "base64", "media_type": "image/png", "data": "aGk="]],
                    ],
                ],
                [
                    "role": "assistant",
                    "content": [["type": "tool_use", "id": "t1", "name": "weather", "input": ["c": 1]]],
                ],
                [
                    "role": "user",
                    "content": [
                        ["type": "tool_result", "tool_use_id": "t1", "content": "sun"],
                        ["type": "text", "text": "so?"],
                    ],
                ],
            ])
        #expect(sent["stop_sequences"] == ["END"] && sent["metadata"] == ["user_id": "u"])
        #expect(sent["tools"]?.array?.first?["input_schema"]?["type"] == "object" && sent["tool_choice"] == nil)
    }

    @Test func `says which tool is to be called`() throws {
        for (ours, theirs) in [
            ("auto", nil), ("required", ["type": "any"]), ("none", ["type": "none"]),
            (["type": "function", "function": ["name": "weather"]], ["type": "tool", "name": "weather"]),
        ] as [(JSONValue, JSONValue?)] {
            #expect(
                try Speaking.sent("anthropic", Speaking.chat(["tools": [tool], "tool_choice": ours]))["tool_choice"]
                    == theirs)
        }
        let single = try Speaking.sent("anthropic", Speaking.chat(["tools": [tool], "parallel_tool_calls": false]))
        #expect(single["tool_choice"] == ["type": "auto", "disable_parallel_tool_use": true])
    }

    @Test func `wants an answer by a schema in Anthropic's own way`() throws {
        let form: JSONValue = ["type": "json_schema", "json_schema": ["name": "a", "schema": ["type": "object"]]]
        let sent = try Speaking.sent(
            "anthropic", Speaking.chat(["response_format": form, "reasoning_effort": "low"]), model: "claude-5")
        #expect(
            sent["output_config"] == [
                "effort": "low", "format": ["type": "json_schema", "schema": ["type": "object"]],
            ])
        let any = try Speaking.sent("anthropic", Speaking.chat(["response_format": ["type": "json_object"]]))
        #expect(any["system"]?.string?.contains("JSON") ?? false)
    }

    @Test func `is not sent with what Anthropic cannot do`() {
        let far = image("https://example.org/a.png")
        for fields: [String: JSONValue] in [
            ["n": 2], ["logprobs": true], ["messages": [["role": "user", "content": [far]]]],
            ["messages": [["role": "user", "content": [["type": "input_audio"]]]]], ["tools": [["type": "web_search"]]],
        ] {
            #expect(
                Speaking.failure { _ = try Speaking.sent("anthropic", Speaking.chat(fields)) }?.kind == .unsupported)
        }
        for kind in [Question.Kind.embedding, .completion] {
            let question = Question(kind, ["input": "a", "prompt": "a"], isStreamed: false)
            #expect(Speaking.failure { _ = try Speaking.sent("anthropic", question) }?.kind == .unsupported)
        }
        for messages: JSONValue in [[], "x", [["role": "king", "content": "x"]], [["role": "user", "content": 4]]] {
            let question = Speaking.chat(["messages": messages])
            #expect(Speaking.failure { _ = try Speaking.sent("anthropic", question) }?.kind == .badRequest)
        }
    }

    private func image(_ address: String) -> JSONValue {
        ["type": "image_url", "image_url": ["url": .string(address)]]
    }
}

@Suite struct `An answer of Anthropic's` {
    @Test func `is told in OpenAI's words`() throws {
        let body = #"""
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[
            {"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"Let me see. "},
            {"type":"tool_use","id":"toolu_1","name":"weather","input":{"c":"Bonn"}},{"type":"new_kind"}],
            "stop_reason":"tool_use","usage":{"input_tokens":10,"cache_read_input_tokens":4,"cache_creation_input_tokens":1,"output_tokens":6}}
            """#
        let answer = try Speaking.dialect("anthropic").answer(body, to: Speaking.chat(), model: "m")
        let json = try Speaking.read(answer.body)
        let choice = json["choices"]?.array?.first
        #expect(choice?["finish_reason"] == "tool_calls" && choice?["message"]?["content"] == "Let me see. ")
        #expect(choice?["message"]?["reasoning_content"] == "hm")
        let call = choice?["message"]?["tool_calls"]?.array?.first
        #expect(call?["id"] == "toolu_1" && call?["function"] == ["name": "weather", "arguments": "{\"c\":\"Bonn\"}"])
        #expect(answer.usage == Usage(prompt: 15, answer: 6, known: 4) && Usage(openAI: json["usage"]) == answer.usage)
    }

    @Test func `comes back with its thoughts when the conversation goes on`() throws {
        let thought: JSONValue = ["type": "thinking", "thinking": "hm", "signature": "s"]
        let message: JSONValue = ["role": "assistant", "content": "so", "thinking_blocks": [thought]]
        let question = Speaking.chat(["messages": [["role": "user", "content": "a"], message]])
        let sent = try Speaking.sent("anthropic", question)["messages"]?.array?.last
        #expect(sent?["content"] == [thought, ["type": "text", "text": "so"]])
    }

    @Test(arguments: [
        ("end_turn", "stop"), ("max_tokens", "length"), ("stop_sequence", "stop"), ("tool_use", "tool_calls"),
        ("pause_turn", "stop"), ("refusal", "content_filter"), ("model_context_window_exceeded", "length"),
    ])
    func `ends as it is known there`(theirs: String, ours: String) throws {
        let body = #"{"content":[{"type":"text","text":"a"}],"stop_reason":"\#(theirs)"}"#
        let answer = try Speaking.dialect("anthropic").answer(body, to: Speaking.chat(), model: "m")
        #expect(try Speaking.read(answer.body)["choices"]?.array?.first?["finish_reason"] == .string(ours))
    }

    @Test func `that says nothing but no is a refusal`() {
        let body = #"{"content":[],"stop_reason":"refusal"}"#
        let failure = Speaking.failure {
            _ = try Speaking.dialect("anthropic").answer(body, to: Speaking.chat(), model: "m")
        }
        #expect(failure?.kind == .contentRefused)
    }
}

@Suite struct `A stream of Anthropic's` {
    private let start =
        #"{"type":"message_start","message":{"id":"msg_1","model":"claude-x","usage":{"input_tokens":9,"cache_read_input_tokens":2,"output_tokens":1}}}"#
    private let call =
        #"{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}"#

    @Test func `becomes chunks with text, thoughts, calls and usage`() throws {
        let chunks = try Speaking.stream(
            "anthropic",
            [
                start, #"{"type":"ping"}"#,
                #"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}"#,
                #"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}"#,
                #"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}"#,
                #"{"type":"content_block_stop","index":0}"#, call,
                #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"c\":"}}"#,
                #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"\"Bonn\"}"}}"#,
                #"{"type":"content_block_stop","index":1}"#,
                #"{"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}"#,
                #"{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"a \"b\"\n"}}"#,
                #"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":12}}"#,
                #"{"type":"message_stop"}"#, #"{"type":"later"}"#,
            ])
        let said = try Speaking.said(chunks)
        #expect(said.text == "a \"b\"\n" && said.thought == "hm" && said.arguments == #"{"c":"Bonn"}"#)
        #expect(said.finish == "tool_calls" && chunks.last?.usage == Usage(prompt: 11, answer: 12, known: 2))
        #expect(chunks.contains { $0.data.contains(#""signature":"s""#) })
        #expect(chunks.first?.hasContent == false && chunks[1].hasContent)
    }

    @Test func `has an empty object for a call without arguments`() throws {
        let chunks = try Speaking.stream(
            "anthropic", [start, call, #"{"type":"content_block_stop","index":1}"#, #"{"type":"message_stop"}"#])
        #expect(try Speaking.said(chunks).arguments == "{}")
    }

    @Test func `may break off with an error, or without a word`() {
        let text = #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}"#
        let error = #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#
        #expect(
            Speaking.failure { _ = try Speaking.stream("anthropic", [self.start, text, error]) }?.kind == .overloaded)
        #expect(Speaking.failure { _ = try Speaking.stream("anthropic", [self.start, text]) }?.kind == .malformed)
        let refusal = #"{"type":"message_delta","delta":{"stop_reason":"refusal"}}"#
        let failure = Speaking.failure {
            _ = try Speaking.stream("anthropic", [self.start, refusal, #"{"type":"message_stop"}"#])
        }
        #expect(failure?.kind == .contentRefused)
    }

    @Test func `has no more parts than can be told apart`() {
        let many = (0...ProviderJSON.mostParts).map {
            #"{"type":"content_block_start","index":\#($0),"content_block":{"type":"text"}}"#
        }
        #expect(Speaking.failure { _ = try Speaking.stream("anthropic", many) }?.kind == .malformed)
    }
}
