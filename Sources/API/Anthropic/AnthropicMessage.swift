import Domain
import Gateway
import Wire

/// A whole answer in the shape of Anthropic's, made of OpenAI's.
enum AnthropicMessage {
    /// - Parameter model: the name that was asked for.
    static func of(_ answer: JSONValue, model: String) throws -> JSONValue {
        guard let choice = answer["choices"]?.array?.first, let message = choice["message"] else {
            throw Problem(.upstream, "`\(model)` gave an answer without a message")
        }
        var content: [JSONValue] = []
        if let thought = message["reasoning_content"]?.string, !thought.isEmpty {
            content.append(["type": "thinking", "thinking": .string(thought), "signature": ""])
        }
        if let text = message["content"]?.string, !text.isEmpty {
            content.append(["type": "text", "text": .string(text)])
        }
        let calls = message["tool_calls"]?.array ?? []
        for call in calls {
            let text = call["function"]?["arguments"]?.string ?? ""
            let given = try? WireJSON.decodeExactly(JSONValue.self, from: text)  // a model may break off in them
            content.append([
                "type": "tool_use", "id": .string(id(call["id"]?.string)),
                "name": .string(call["function"]?["name"]?.string ?? ""), "input": .object(given?.object ?? [:]),
            ])
        }
        return [
            "id": .string(id(answer["id"]?.string, "msg_")), "type": "message", "role": "assistant",
            "model": .string(model), "content": .array(content), "stop_sequence": .null,
            "stop_reason": .string(stop(choice["finish_reason"]?.string, hasCalls: !calls.isEmpty)),
            "usage": usage(answer["usage"]),
        ]
    }

    /// Their clients tell things apart by how the name begins.
    static func id(_ id: String?, _ prefix: String = "toolu_") -> String {
        guard let id, !id.isEmpty else { return prefix + "0" }
        return id.hasPrefix(prefix) ? id : prefix + id
    }

    /// `finish_reason` in Anthropic's words. Which sequence it stopped at, OpenAI's words do not say.
    static func stop(_ reason: String?, hasCalls: Bool) -> String {
        switch reason {
        case "length": "max_tokens"
        case "content_filter": "refusal"
        case "tool_calls", "function_call": "tool_use"
        default: hasCalls ? "tool_use" : "end_turn"
        }
    }

    /// What was known from before is counted apart.
    static func usage(_ usage: JSONValue?) -> JSONValue {
        let known = Usage.cut(usage?["prompt_tokens_details"]?["cached_tokens"]?.integer)
        return [
            "input_tokens": .integer(max(0, Usage.cut(usage?["prompt_tokens"]?.integer) - known)),
            "output_tokens": .integer(Usage.cut(usage?["completion_tokens"]?.integer)),
            "cache_read_input_tokens": .integer(known), "cache_creation_input_tokens": 0,
        ]
    }
}
