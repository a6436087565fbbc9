import Wire

/// The messages of a chat as Gemini has them: `user` and `model`, and results of tools by the name of the function.
struct GeminiConversation {
    private(set) var system = ""
    private(set) var contents: [JSONValue] = []
    private var role = ""
    private var parts: [JSONValue] = []
    /// Functions by the ids of their calls.
    private var names: [String: String] = [:]

    /// Google's word for a call that another model made: newer generations want each turn's first call signed.
    private static let unsigned = "skip_thought_signature_validator"

    init(_ question: Question, model: String) throws(AttemptFailure) {
        let wantsSignature = !model.contains("gemini-1") && !model.contains("gemini-2")
        var systems: [String] = []
        for turn in try ChatTurn.all(question) {
            switch turn {
            case .system(let text): if !text.isEmpty { systems.append(text) }
            case .user(let parts): say("user", parts.map(Self.part))
            case .tool(let id, let text): say("user", [try result(id, text)])
            case .assistant(let parts, let calls, _):
                for call in calls { names[call.id] = call.name }
                let used: [JSONValue] = calls.enumerated().map { place, call in
                    Self.part(call, signature: call.signature ?? (wantsSignature && place == 0 ? Self.unsigned : nil))
                }
                say("model", parts.map(Self.part) + used)
            }
        }
        close()
        system = systems.joined(separator: "\n\n")
        guard !contents.isEmpty else { throw AttemptFailure(.badRequest, "no message says anything") }
    }

    private func result(_ id: String, _ text: String) throws(AttemptFailure) -> JSONValue {
        guard let name = names[id] else {
            throw AttemptFailure(.badRequest, "a result is of the call `\(id.prefix(80))`, which no message made")
        }
        let json = try? WireJSON.decodeExactly(JSONValue.self, from: text)  // a plain text is one too
        let response: JSONValue = json?.object.map { .object($0) } ?? ["result": .string(text)]
        return ["functionResponse": ["name": .string(name), "response": response]]
    }

    private mutating func say(_ who: String, _ said: [JSONValue]) {
        guard !said.isEmpty else { return }
        if who != role { close() }
        role = who
        parts += said
    }

    private mutating func close() {
        guard !parts.isEmpty else { return }
        contents.append(["role": .string(role), "parts": .array(parts)])
        parts = []
    }

    private static func part(_ part: ChatPart) -> JSONValue {
        switch part {
        case .text(let text): ["text": .string(text)]
        case .image(let type, let data): ["inlineData": ["mimeType": .string(type), "data": .string(data)]]
        }
    }

    private static func part(_ call: ChatCall, signature: String?) -> JSONValue {
        var fields: [String: JSONValue] = ["functionCall": ["name": .string(call.name), "args": call.arguments]]
        fields["thoughtSignature"] = signature.map { .string($0) }
        return .object(fields)
    }
}
