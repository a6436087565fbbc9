import Domain
import Testing
import Wire

@testable import API

@Suite struct `A request of an Anthropic client` {
    private func asked(_ fields: [String: JSONValue]) throws -> AnthropicQuestion {
        let least: [String: JSONValue] = [
            "model": "m", "max_tokens": 9, "messages": [["role": "user", "content": "hi"]],
        ]
        return try AnthropicQuestion(least.merging(fields) { $1 })
    }

    @Test func `becomes one of OpenAI's`() throws {
        let question = try asked([
            "system": [["type": "text", "text": "be kind"]], "temperature": 1, "stop_sequences": ["END"],
            "stream": true,
            "metadata": ["user_id": "u"], "thinking": ["type": "disabled"],
            "tools": [["name": "weather", "description": "d", "input_schema": ["type": "object"]]],
            "tool_choice": ["type": "tool", "name": "weather", "disable_parallel_tool_use": true],
            "output_config": ["format": ["type": "json_schema", "schema": ["type": "object"]], "effort": "low"],
        ])
        #expect(question.isStreamed && question.model == "m")
        let fields = question.fields
        #expect(fields["messages"]?.array?.first == ["role": "system", "content": "be kind"])
        #expect(fields["max_tokens"] == 9 && fields["stop"] == ["END"] && fields["user"] == "u")
        #expect(fields["stream_options"] == ["include_usage": true] && fields["parallel_tool_calls"] == false)
        #expect(fields["tool_choice"] == ["type": "function", "function": ["name": "weather"]])
        #expect(fields["tools"]?.array?.first?["function"]?["parameters"] == ["type": "object"])
        #expect(fields["response_format"]?["json_schema"]?["schema"] == ["type": "object"])
        #expect(fields["reasoning_effort"] == "low" && fields["chat_template_kwargs"] == ["enable_thinking": false])
    }

    @Test func `has calls and results of tools as messages of their own`() throws {
        let messages = try asked([
            "messages": [
                ["role": "user", "content": "weather?"],
                [
                    "role": "assistant",
                    "content": [
                        ["type": "thinking", "thinking": "hm", "signature": "s"], ["type": "text", "text": "look"],
                        ["type": "tool_use", "id": "toolu_1", "name": "weather", "input": ["c": "Bonn"]],
                    ],
                ],
                [
                    "role": "user",
                    "content": [
                        [
                            "type": "tool_result", "tool_use_id": "toolu_1",
                            "content": [["type": "text", "text": "sun"]],
                        ],
                        ["type": "text", "text": "so?"],
                    ],
                ],
            ]
        ]).fields["messages"]?.array
        #expect(messages?.count == 4)
        let function = messages?[1]["tool_calls"]?.array?.first?["function"]
        #expect(function == ["name": "weather", "arguments": "{\"c\":\"Bonn\"}"] && messages?[1]["content"] == "look")
        #expect(messages?[2] == ["role": "tool", "tool_call_id": "toolu_1", "content": "sun"])
        #expect(messages?[3] == ["role": "user", "content": "so?"])
    }

    @Test(
        arguments: [
            ["max_tokens": 0], ["max_tokens": "9"], ["model": ""], ["messages": []], ["messages": "hi"],
            ["messages": [["role": "tool", "content": "x"]]], ["messages": [["role": "user", "content": 7]]],
            ["messages": [["role": "user", "content": [["type": "document"]]]]],
            [
                "messages": [
                    ["role": "user", "content": [["type": "image", "source": ["type": "url", "url": "http://a/"]]]]
                ]
            ],
            ["system": 4], ["tools": [["type": "web_search_20250305", "name": "web_search"]]],
            ["tools": [["name": "a", "input_schema": [:]]], "tool_choice": ["type": "perhaps"]],
        ] as [[String: JSONValue]])
    func `is refused where it cannot be read`(fields: [String: JSONValue]) {
        #expect(throws: Problem.self) { try asked(fields) }
    }
}

@Suite struct `An answer for an Anthropic client` {
    private let call: JSONValue = ["id": "c1", "function": ["name": "weather", "arguments": "{\"c\":\"Bonn\"}"]]

    @Test func `is a message of blocks`() throws {
        let message = try AnthropicMessage.of(
            [
                "id": "chatcmpl-1",
                "choices": [
                    [
                        "message": ["reasoning_content": "hm", "content": "look", "tool_calls": [call]],
                        "finish_reason": "tool_calls",
                    ]
                ],
                "usage": [
                    "prompt_tokens": 9, "completion_tokens": 4, "prompt_tokens_details": ["cached_tokens": 2],
                ],
            ], model: "m")
        #expect(message["content"]?.array?.map { $0["type"] } == ["thinking", "text", "tool_use"])
        #expect(message["content"]?.array?.last?["input"] == ["c": "Bonn"] && message["stop_reason"] == "tool_use")
        #expect(message["usage"]?["input_tokens"] == 7 && message["usage"]?["cache_read_input_tokens"] == 2)
        #expect(message["id"] == "msg_chatcmpl-1" && message["type"] == "message" && message["model"] == "m")
        #expect(throws: Problem.self) { try AnthropicMessage.of(["choices": []], model: "m") }
    }

    @Test func `comes in blocks one after the other when it is streamed`() throws {
        var turn = AnthropicTurn(model: "m")
        var out = ""
        for delta: JSONValue in [
            ["role": "assistant", "content": .null], ["reasoning_content": "hm"], ["content": "lo"], ["content": "ok"],
            ["tool_calls": [["index": 0, "id": "c1", "function": ["name": "weather", "arguments": ""]]]],
            ["tool_calls": [["index": 0, "function": ["arguments": "{\"c\":1}"]]]],
            ["tool_calls": [["index": 1, "id": "c2", "function": ["name": "time", "arguments": "{}"]]]],
        ] { out += try turn.take(["id": "x", "choices": [["delta": delta]]]) }
        out += try turn.take(["choices": [["delta": [:], "finish_reason": "tool_calls"]]])
        out += try turn.take(["choices": [], "usage": ["prompt_tokens": 5, "completion_tokens": 3]])
        out += try turn.end()
        let names = out.split(separator: "\n").filter { $0.hasPrefix("event: ") }.map { String($0.dropFirst(7)) }
        let block = ["content_block_start", "content_block_delta", "content_block_stop"]
        #expect(
            names == ["message_start", "ping"] + block + [block[0], block[1], block[1], block[2]] + block + block + [
                "message_delta", "message_stop",
            ])
        #expect(out.contains(#""partial_json":"{\"c\":1}""#) && out.contains(#""stop_reason":"tool_use""#))
        #expect(out.contains(#""input_tokens":5"#) && out.contains(#""index":3"#))
    }

    @Test func `has a beginning and an end even where nothing was said`() throws {
        var turn = AnthropicTurn(model: "m")
        let out = try turn.end()
        #expect(out.hasPrefix("event: message_start\n") && out.contains(#""stop_reason":"end_turn""#))
    }

    @Test(arguments: [
        (Problem.Code.busy, "overloaded_error"), (.notFound, "not_found_error"),
        (.unauthorized, "authentication_error"),
        (.forbidden, "permission_error"), (.badRequest, "invalid_request_error"), (.upstream, "api_error"),
        (.rateLimited, "rate_limit_error"), (.unsupported, "invalid_request_error"),
    ])
    func `may be an error of a type they know`(code: Problem.Code, type: String) {
        let body = AnthropicAnswers.body(Problem(code, "why"))
        #expect(body["type"] == "error" && body["error"] == ["type": .string(type), "message": "why"])
    }
}
