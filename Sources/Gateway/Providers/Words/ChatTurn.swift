import Wire

/// The messages of a chat, told apart by who speaks, and checked: others want them in other shapes.
enum ChatTurn {
    case system(String)
    case user([ChatPart])
    case assistant([ChatPart], calls: [ChatCall], blocks: [JSONValue])
    case tool(id: String, text: String)

    static func all(_ question: Question) throws(AttemptFailure) -> [ChatTurn] {
        guard let messages = question.fields["messages"]?.array, !messages.isEmpty else {
            throw AttemptFailure(.badRequest, "`messages` is a list of at least one message")
        }
        var turns: [ChatTurn] = []
        for message in messages { turns.append(try ChatTurn(message)) }
        return turns
    }

    private init(_ message: JSONValue) throws(AttemptFailure) {
        switch message["role"]?.string {
        case "system", "developer": self = .system(try ChatPart.words(message["content"]))
        case "user": self = .user(try ChatPart.all(message["content"]))
        case "tool":
            self = .tool(id: message["tool_call_id"]?.string ?? "", text: try ChatPart.words(message["content"]))
        case "assistant":
            var calls: [ChatCall] = []
            for call in message["tool_calls"]?.array ?? [] { calls.append(try ChatCall(call)) }
            self = .assistant(
                try ChatPart.all(message["content"]), calls: calls, blocks: message["thinking_blocks"]?.array ?? [])
        case let other:
            throw AttemptFailure(.badRequest, "`\((other ?? "").prefix(40))` is no role of a message")
        }
    }
}

/// A tool that the model called before.
struct ChatCall {
    let id: String
    let name: String
    /// An object, as every provider but OpenAI has them.
    let arguments: JSONValue
    /// What Gemini signed the call with.
    let signature: String?

    init(_ call: JSONValue) throws(AttemptFailure) {
        guard let name = call["function"]?["name"]?.string else {
            throw AttemptFailure(.unsupported, "a call of something that is no function cannot be translated")
        }
        self.name = name
        id = call["id"]?.string ?? ""
        signature = call["extra_content"]?["google"]?["thought_signature"]?.string
        let text = call["function"]?["arguments"]?.string ?? ""
        let given = try? WireJSON.decodeExactly(JSONValue.self, from: text.isEmpty ? "{}" : text)  // said below
        guard let given, given.object != nil else {
            throw AttemptFailure(.badRequest, "the arguments of a call of `\(name.prefix(64))` are no JSON object")
        }
        arguments = given
    }
}

/// A tool that the model may call.
struct ChatTool {
    let name: String
    let description: String?
    let schema: JSONValue?
    let isStrict: Bool

    /// Throws `unsupported` for a tool of another kind than a function.
    static func all(_ question: Question) throws(AttemptFailure) -> [ChatTool] {
        var tools: [ChatTool] = []
        for tool in question.fields["tools"]?.array ?? [] {
            guard let function = tool["function"], let name = function["name"]?.string else {
                throw AttemptFailure(.unsupported, "only functions can be given to this provider as tools")
            }
            tools.append(
                ChatTool(
                    name: name, description: function["description"]?.string, schema: function["parameters"],
                    isStrict: function["strict"]?.bool ?? false))
        }
        return tools
    }
}

/// Which tool is to be called.
enum ChatChoice: Hashable {
    case auto, none, any
    case one(String)

    init?(_ question: Question) {
        guard let wish = question.fields["tool_choice"] else { return nil }
        if let name = wish["function"]?["name"]?.string {
            self = .one(name)
            return
        }
        switch wish.string {
        case "none": self = .none
        case "required": self = .any
        default: self = .auto
        }
    }
}
