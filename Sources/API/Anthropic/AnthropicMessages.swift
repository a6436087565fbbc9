import Domain
import Wire

/// The messages of an Anthropic client as OpenAI has them: the system's first, results of tools as messages of their own.
enum AnthropicMessages {
    static func translated(_ messages: JSONValue?, system: JSONValue?) throws -> [JSONValue] {
        guard let messages = messages?.array, !messages.isEmpty else {
            throw Problem(.badRequest, "`messages` is a list of at least one message")
        }
        var all: [JSONValue] = []
        let words = try text(system, in: "`system`")
        if !words.isEmpty { all.append(["role": "system", "content": .string(words)]) }
        for message in messages { all += try translated(message) }
        return all
    }

    private static func translated(_ message: JSONValue) throws -> [JSONValue] {
        let content = message["content"]
        switch message["role"]?.string {
        case "user": return try said(content)
        case "assistant": return try answered(content)
        case "system": return [["role": "system", "content": .string(try text(content, in: "a message"))]]
        default: throw Problem(.badRequest, "a message has the `role` `user` or `assistant`, and a `content`")
        }
    }

    /// Results come first: they answer the message before.
    private static func said(_ content: JSONValue?) throws -> [JSONValue] {
        if let text = content?.string { return [["role": "user", "content": .string(text)]] }
        var results: [JSONValue] = []
        var parts: [JSONValue] = []
        for block in try blocks(content) {
            switch block["type"]?.string {
            case "text": parts.append(["type": "text", "text": .string(block["text"]?.string ?? "")])
            case "image": parts.append(try image(block))
            case "tool_result":
                results.append([
                    "role": "tool", "tool_call_id": .string(block["tool_use_id"]?.string ?? ""),
                    "content": .string(try text(block["content"], in: "a result of a tool")),
                ])
            default: throw unread(block)
            }
        }
        guard !parts.isEmpty else { return results }
        // Not every template takes a list.
        let texts = parts.compactMap { $0["text"]?.string }
        let said: JSONValue = texts.count == parts.count ? .string(texts.joined(separator: "\n")) : .array(parts)
        return results + [["role": "user", "content": said]]
    }

    private static func answered(_ content: JSONValue?) throws -> [JSONValue] {
        if let text = content?.string { return [["role": "assistant", "content": .string(text)]] }
        var texts: [String] = []
        var calls: [JSONValue] = []
        var thoughts: [JSONValue] = []
        for block in try blocks(content) {
            switch block["type"]?.string {
            case "text": texts.append(block["text"]?.string ?? "")
            // Only a provider that signed them can read them again.
            case "thinking", "redacted_thinking": thoughts.append(block)
            case "tool_use":
                calls.append([
                    "id": .string(block["id"]?.string ?? ""), "type": "function",
                    "function": [
                        "name": .string(block["name"]?.string ?? ""),
                        "arguments": .string(try WireJSON.exactText(block["input"] ?? [:])),
                    ],
                ])
            default: throw unread(block)
            }
        }
        var message: [String: JSONValue] = ["role": "assistant", "content": .string(texts.joined(separator: "\n"))]
        if !calls.isEmpty { message["tool_calls"] = .array(calls) }
        if !thoughts.isEmpty { message["thinking_blocks"] = .array(thoughts) }
        return [.object(message)]
    }

    private static func blocks(_ content: JSONValue?) throws -> [JSONValue] {
        guard let blocks = content?.array else {
            throw Problem(.badRequest, "the `content` of a message is a text or a list of blocks")
        }
        return blocks
    }

    private static func image(_ block: JSONValue) throws -> JSONValue {
        let source = block["source"]
        guard source?["type"]?.string == "base64", let type = source?["media_type"]?.string,
            let data = source?["data"]?.string
        else { throw Problem(.badRequest, "only images that travel in the request are read: `base64` sources") }
        return ["type": "image_url", "image_url": ["url": .string("data:\(type);base64,\(data)")]]
    }

    /// A text, or blocks of text.
    private static func text(_ content: JSONValue?, in place: String) throws -> String {
        guard let content, !content.isNull else { return "" }
        if let text = content.string { return text }
        guard let blocks = content.array else { throw Problem(.badRequest, "\(place) is a text or a list of blocks") }
        return try blocks.map { block in
            guard block["type"]?.string == "text" else {
                throw Problem(.badRequest, "only text is read in \(place): it holds a block of another type")
            }
            return block["text"]?.string ?? ""
        }.joined(separator: "\n")
    }

    private static func unread(_ block: JSONValue) -> Problem {
        Problem(.badRequest, "a block of the type `\((block["type"]?.string ?? "").prefix(40))` is not read here")
    }
}
