import Wire

/// A streamed answer in the shape of Anthropic's, made of OpenAI's event by event: blocks one after the other, each begun
/// and ended.
struct AnthropicTurn {
    private let model: String
    private var hasBegun = false
    private var open: Block?
    private var blocks: Int64 = 0
    private var calls = 0
    private var finish: String?
    private var usage: JSONValue?

    private enum Block: Equatable {
        case thinking, text
        /// The call's number among those of the answer.
        case tool(Int64)
    }

    /// - Parameter model: the name that was asked for.
    init(model: String) { self.model = model }

    /// Events to be sent now, each complete.
    mutating func take(_ chunk: JSONValue) throws -> String {
        var out = ""
        if !hasBegun { out += try begin(chunk) }
        if let said = chunk["usage"], said.object != nil { usage = said }
        guard let choice = chunk["choices"]?.array?.first else { return out }
        let delta = choice["delta"]
        if let thought = delta?["reasoning_content"]?.string, !thought.isEmpty {
            out += try change(to: .thinking, ["type": "thinking", "thinking": "", "signature": ""])
            out += try piece(["type": "thinking_delta", "thinking": .string(thought)])
        }
        if let text = delta?["content"]?.string, !text.isEmpty {
            out += try change(to: .text, ["type": "text", "text": ""])
            out += try piece(["type": "text_delta", "text": .string(text)])
        }
        for call in delta?["tool_calls"]?.array ?? [] { out += try take(call: call) }
        finish = choice["finish_reason"]?.string ?? finish
        return out
    }

    /// The last events.
    mutating func end() throws -> String {
        var out = hasBegun ? "" : try begin(.null)
        out += try close()
        let stop = AnthropicMessage.stop(finish, hasCalls: calls > 0)
        out += try Self.event(
            "message_delta",
            ["delta": ["stop_reason": .string(stop), "stop_sequence": .null], "usage": AnthropicMessage.usage(usage)])
        return out + (try Self.event("message_stop", [:]))
    }

    /// One Server-Sent Event; its name is its type.
    static func event(_ name: String, _ fields: [String: JSONValue]) throws -> String {
        let body = fields.merging(["type": .string(name)]) { first, _ in first }
        return "event: \(name)\ndata: \(try WireJSON.exactText(JSONValue.object(body)))\n\n"
    }

    private mutating func begin(_ chunk: JSONValue) throws -> String {
        hasBegun = true
        let id = AnthropicMessage.id(chunk["id"]?.string, "msg_")
        let message: JSONValue = [
            "id": .string(id), "type": "message", "role": "assistant", "model": .string(model), "content": [],
            "stop_reason": .null, "stop_sequence": .null, "usage": AnthropicMessage.usage(nil),
        ]
        return try Self.event("message_start", ["message": message]) + Self.event("ping", [:])
    }

    private mutating func take(call: JSONValue) throws -> String {
        let number = call["index"]?.integer ?? 0
        var out = ""
        if open != .tool(number) {
            calls += 1
            out += try change(
                to: .tool(number),
                [
                    "type": "tool_use", "id": .string(AnthropicMessage.id(call["id"]?.string)),
                    "name": .string(call["function"]?["name"]?.string ?? ""), "input": [:],
                ])
        }
        if let arguments = call["function"]?["arguments"]?.string, !arguments.isEmpty {
            out += try piece(["type": "input_json_delta", "partial_json": .string(arguments)])
        }
        return out
    }

    private mutating func change(to block: Block, _ start: JSONValue) throws -> String {
        if open == block { return "" }
        let ended = try close()
        open = block
        return ended + (try Self.event("content_block_start", ["index": .integer(blocks), "content_block": start]))
    }

    private mutating func close() throws -> String {
        guard open != nil else { return "" }
        open = nil
        blocks += 1
        return try Self.event("content_block_stop", ["index": .integer(blocks - 1)])
    }

    private func piece(_ delta: JSONValue) throws -> String {
        try Self.event("content_block_delta", ["index": .integer(blocks), "delta": delta])
    }
}
