import Wire

/// The messages of a chat as Anthropic has them: the system's apart, results of tools said by the user, turns alternating.
struct AnthropicConversation {
    private(set) var system = ""
    private(set) var messages: [JSONValue] = []
    private var role = ""
    private var blocks: [JSONValue] = []

    init(_ question: Question) throws(AttemptFailure) {
        var systems: [String] = []
        for turn in try ChatTurn.all(question) {
            switch turn {
            case .system(let text): if !text.isEmpty { systems.append(text) }
            case .user(let parts): say("user", parts.map(Self.block))
            case .tool(let id, let text):
                say("user", [["type": "tool_result", "tool_use_id": .string(id), "content": .string(text)]])
            case .assistant(let parts, let calls, let kept):
                let used: [JSONValue] = calls.map { call in
                    ["type": "tool_use", "id": .string(call.id), "name": .string(call.name), "input": call.arguments]
                }
                say("assistant", kept + parts.map(Self.block) + used)
            }
        }
        close()
        system = systems.joined(separator: "\n\n")
        guard !messages.isEmpty else { throw AttemptFailure(.badRequest, "no message says anything") }
    }

    private mutating func say(_ who: String, _ said: [JSONValue]) {
        guard !said.isEmpty else { return }
        if who != role { close() }
        role = who
        blocks += said
    }

    private mutating func close() {
        guard !blocks.isEmpty else { return }
        messages.append(["role": .string(role), "content": .array(blocks)])
        blocks = []
    }

    private static func block(_ part: ChatPart) -> JSONValue {
        switch part {
        case .text(let text): ["type": "text", "text": .string(text)]
        case .image(let type, let data):
            ["type": "image", "source": ["type": "base64", "media_type": .string(type), "data": .string(data)]]
        }
    }
}
