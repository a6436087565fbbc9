import Wire

/// A whole answer to a chat, put together from another provider's parts.
struct WholeChat {
    var id: String
    var model: String
    var created: Int64
    var text = ""
    var thought = ""
    var calls: [JSONValue] = []
    /// Blocks that Anthropic wants back unchanged.
    var blocks: [JSONValue] = []
    var finish = "stop"
    var usage: Usage?

    var isEmpty: Bool { text.isEmpty && thought.isEmpty && calls.isEmpty }

    mutating func call(id: String, name: String, arguments: String, extra: JSONValue? = nil) {
        var fields: [String: JSONValue] = [
            "id": .string(id), "type": "function",
            "function": ["name": .string(name), "arguments": .string(arguments)],
        ]
        fields["extra_content"] = extra
        calls.append(.object(fields))
    }

    var answer: WholeAnswer {
        var message: [String: JSONValue] = [
            "role": "assistant", "content": text.isEmpty && !calls.isEmpty ? .null : .string(text),
        ]
        if !thought.isEmpty { message["reasoning_content"] = .string(thought) }
        if !calls.isEmpty { message["tool_calls"] = .array(calls) }
        if !blocks.isEmpty { message["thinking_blocks"] = .array(blocks) }
        var fields: [String: JSONValue] = [
            "id": .string(id), "object": "chat.completion", "created": .integer(created), "model": .string(model),
            "choices": [
                ["index": 0, "message": .object(message), "finish_reason": .string(finish), "logprobs": .null]
            ],
        ]
        fields["usage"] = usage?.openAI
        return WholeAnswer(body: JSONText.line(.object(fields)), usage: usage)
    }
}
