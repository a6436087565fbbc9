import Testing
import Wire

@testable import Gateway

@Suite struct `A question to Gemini` {
    @Test func `has the model in its path, which holds nothing but a name`() throws {
        let dialect = try Speaking.dialect("gemini")
        let call = try dialect.call(Speaking.chat(), model: "gemini-3-pro", key: "k")
        #expect(call.path == "/models/gemini-3-pro:generateContent" && call.headers == ["x-goog-api-key": "k"])
        let stream = try dialect.call(Speaking.chat(isStreamed: true), model: "tunedModels/a-b.1", key: nil)
        #expect(stream.path == "/tunedModels/a-b.1:streamGenerateContent?alt=sse" && stream.headers.isEmpty)
        for name in ["", "../x", "a/b", "models/../x", "a b", "m?key=1", "a:b", "m#"] {
            #expect(
                Speaking.failure { _ = try dialect.call(Speaking.chat(), model: name, key: nil) }?.kind == .notFound)
        }
    }

    @Test func `has Gemini's roles, results by the name of the function, and what the system says apart`() throws {
        let call: JSONValue = [
            "id": "t1", "type": "function", "function": ["name": "weather", "arguments": "{\"c\":1}"],
            "extra_content": ["google": ["thought_signature": "sig"]],
        ]
        let sent = try Speaking.sent(
            "gemini",
            Speaking.chat([
                "messages": [
                    ["role": "system", "content": "be kind"], ["role": "user", "content": "hi"],
                    ["role": "assistant", "content": "look", "tool_calls": [call]],
                    ["role": "tool", "tool_call_id": "t1", "content": "sun"],
                ],
                "tools": [
                    ["type": "function", "function": ["name": "weather", "parameters": ["properties": ["c": [:]]]]]
                ],
                "tool_choice": ["type": "function", "function": ["name": "weather"]],
            ]))
        #expect(sent["systemInstruction"] == ["parts": [["text": "be kind"]]])
        #expect(
            sent["contents"] == [
                ["role": "user", "parts": [["text": "hi"]]],
                [
                    "role": "model",
                    "parts": [
                        ["text": "look"],
                        ["functionCall": ["name": "weather", "args": ["c": 1]], "thoughtSignature": "sig"],
                    ],
                ],
                ["role": "user", "parts": [["functionResponse": ["name": "weather", "response": ["result": "sun"]]]]],
            ])
        #expect(
            sent["toolConfig"] == ["functionCallingConfig": ["mode": "ANY", "allowedFunctionNames": ["weather"]]])
        #expect(
            sent["tools"]?.array?.first?["functionDeclarations"] == [
                ["name": "weather", "parametersJsonSchema": ["properties": ["c": [:]]]]
            ])
    }

    @Test func `says how the answer is to be`() throws {
        let form: JSONValue = ["type": "json_schema", "json_schema": ["schema": ["type": "object"]]]
        let sent = try Speaking.sent(
            "gemini",
            Speaking.chat([
                "max_tokens": 5, "temperature": 0, "top_p": 1, "top_k": 3, "seed": 4, "stop": "x",
                "response_format": form,
                "reasoning_effort": "none",
            ]), model: "gemini-2.5-flash")
        #expect(
            sent["generationConfig"] == [
                "maxOutputTokens": 5, "temperature": 0, "topP": 1, "topK": 3, "seed": 4, "stopSequences": ["x"],
                "responseMimeType": "application/json", "responseJsonSchema": ["type": "object"],
                "thinkingConfig": ["thinkingBudget": 0],
            ])
    }

    @Test func `is not sent with what Gemini cannot do`() {
        for fields: [String: JSONValue] in [["n": 2], ["logprobs": true], ["stop": ["1", "2", "3", "4", "5", "6"]]] {
            #expect(Speaking.failure { _ = try Speaking.sent("gemini", Speaking.chat(fields)) }?.kind == .unsupported)
        }
        let stray: JSONValue = [["role": "tool", "tool_call_id": "t9", "content": "sun"]]
        #expect(
            Speaking.failure { _ = try Speaking.sent("gemini", Speaking.chat(["messages": stray])) }?.kind
                == .badRequest)
    }

    @Test func `may be for vectors`() throws {
        let question = Question(.embedding, ["input": ["a", "b"], "dimensions": 8], isStreamed: false)
        let call = try Speaking.dialect("gemini").call(question, model: "gemini-embedding-001", key: nil)
        #expect(call.path == "/models/gemini-embedding-001:batchEmbedContents")
        let first = try Speaking.read(call.body)["requests"]?.array?.first
        #expect(first?["model"] == "models/gemini-embedding-001" && first?["outputDimensionality"] == 8)
        let body = #"{"embeddings":[{"values":[0.5,-1]},{"values":[1e-3]}]}"#
        let answer = try Speaking.dialect("gemini").answer(body, to: question, model: "e")
        let data = try Speaking.read(answer.body)["data"]?.array
        #expect(data?[0]["embedding"]?.array?.compactMap(\.double) == [0.5, -1] && data?[1]["index"] == 1)
        let tokens = Question(.embedding, ["input": [1, 2]], isStreamed: false)
        #expect(Speaking.failure { _ = try Speaking.sent("gemini", tokens) }?.kind == .unsupported)
    }
}

@Suite struct `An answer of Gemini's` {
    @Test func `is told in OpenAI's words`() throws {
        let body = #"""
            {"candidates":[{"content":{"role":"model","parts":[{"text":"hm","thought":true},{"text":"Let me see. "},
            {"functionCall":{"name":"weather","args":{"c":"Bonn"}},"thoughtSignature":"sig"}]},"finishReason":"STOP"}],
            "usageMetadata":{"promptTokenCount":8,"candidatesTokenCount":5,"thoughtsTokenCount":3,"cachedContentTokenCount":2},
            "modelVersion":"gemini-x","responseId":"r1"}
            """#
        let answer = try Speaking.dialect("gemini").answer(body, to: Speaking.chat(), model: "m")
        let choice = try Speaking.read(answer.body)["choices"]?.array?.first
        #expect(choice?["finish_reason"] == "tool_calls" && choice?["message"]?["content"] == "Let me see. ")
        #expect(choice?["message"]?["reasoning_content"] == "hm")
        let call = choice?["message"]?["tool_calls"]?.array?.first
        #expect(call?["id"] == "call_r1_0" && call?["function"]?["arguments"] == "{\"c\":\"Bonn\"}")
        #expect(call?["extra_content"] == ["google": ["thought_signature": "sig"]])
        #expect(answer.usage == Usage(prompt: 8, answer: 8, known: 2))
    }

    @Test(arguments: [
        (#"{"promptFeedback":{"blockReason":"SAFETY"}}"#, AttemptFailure.Kind.contentRefused),
        (#"{"candidates":[{"finishReason":"PROHIBITED_CONTENT"}]}"#, .contentRefused),
        (#"{"candidates":[{"finishReason":"MALFORMED_FUNCTION_CALL"}]}"#, .malformed),
        (#"{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}"#, .malformed),
    ])
    func `that holds none says why`(body: String, kind: AttemptFailure.Kind) {
        let failure = Speaking.failure {
            _ = try Speaking.dialect("gemini").answer(body, to: Speaking.chat(), model: "m")
        }
        #expect(failure?.kind == kind)
    }
}

@Suite struct `A stream of Gemini's` {
    private func piece(_ parts: String, _ rest: String = "") -> String {
        #"{"candidates":[{"content":{"parts":[\#(parts)]}\#(rest)}],"usageMetadata":{"promptTokenCount":4,"candidatesTokenCount":2},"responseId":"r"}"#
    }

    @Test func `becomes chunks, and ends when it closes`() throws {
        let chunks = try Speaking.stream(
            "gemini",
            [
                piece(#"{"text":"hm","thought":true}"#), piece(#"{"text":"a"}"#),
                piece(#"{"functionCall":{"name":"f","args":{"x":1}}}"#), piece("", #","finishReason":"STOP""#),
            ])
        let said = try Speaking.said(chunks)
        #expect(
            said.text == "a" && said.thought == "hm" && said.arguments == #"{"x":1}"# && said.finish == "tool_calls")
        #expect(chunks.last?.usage == Usage(prompt: 4, answer: 2))
    }

    @Test func `that is stopped or closes early says so`() {
        #expect(
            Speaking.failure { _ = try Speaking.stream("gemini", [self.piece(#"{"text":"a"}"#)]) }?.kind == .malformed)
        let stopped = piece("", #","finishReason":"SAFETY""#)
        #expect(Speaking.failure { _ = try Speaking.stream("gemini", [stopped]) }?.kind == .contentRefused)
        let error = #"{"error":{"code":503,"message":"The model is overloaded","status":"UNAVAILABLE"}}"#
        let failure = Speaking.failure { _ = try Speaking.stream("gemini", [self.piece(#"{"text":"a"}"#), error]) }
        #expect(failure?.kind == .overloaded && failure?.status == 503)
    }
}
