import Domain
import Engines
import Gateway
import Wire

/// A request for text: a chat, or a prompt.
struct OllamaQuestion: Sendable {
    enum Kind: Sendable { case chat, generate }

    let kind: Kind
    let model: String
    /// Unless they say otherwise, Ollama's clients want a stream.
    let isStreamed: Bool
    private let options: OllamaOptions
    private let messages: [JSONValue]
    private let tools: JSONValue?
    private let prompt: String
    private let system: String?
    private let isRaw: Bool

    var wish: RunWish { options.wish }
    /// There is nothing to answer: the model is to be loaded, or ended.
    var isEmpty: Bool { kind == .chat ? messages.isEmpty : prompt.isEmpty }

    init(chat fields: [String: JSONValue]) throws {
        kind = .chat
        model = try OllamaModel.name(fields)
        isStreamed = fields["stream"]?.bool ?? true
        options = try OllamaOptions(fields)
        messages = try (fields["messages"]?.array ?? []).enumerated().map { try Self.message($1, at: $0) }
        tools = fields["tools"].flatMap { $0.array?.isEmpty ?? true ? nil : $0 }
        (prompt, system, isRaw) = ("", nil, false)
    }

    init(generate fields: [String: JSONValue]) throws {
        for name in ["suffix", "template", "images"] {
            guard let value = fields[name], !value.isNull, value.string != "", value.array != [] else { continue }
            throw Problem(.badRequest, "`\(name)` is not taken here")
        }
        kind = .generate
        model = try OllamaModel.name(fields)
        isStreamed = fields["stream"]?.bool ?? true
        options = try OllamaOptions(fields)
        prompt = fields["prompt"]?.string ?? ""
        system = fields["system"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        isRaw = fields["raw"]?.bool ?? false
        (messages, tools) = ([], nil)
    }

    /// As the gateway takes it.
    ///
    /// - Parameter model: the one of this house that is meant; nil where a route or a provider's model is.
    func question(for model: RunnableModel?) throws -> Question {
        if let model, model.facts.isEncoder {
            throw ModelError.cannot(model.label, what: "support \(kind)", instead: "ask it for vectors: api/embed")
        }
        let hasTemplate = model.map { $0.facts.chatTemplate != nil } ?? true
        var fields = options.fields
        if kind == .generate, isRaw || !hasTemplate {
            fields["prompt"] = .string([system, prompt].compactMap(\.self).joined(separator: "\n\n"))
            return asked(.completion, fields)
        }
        if let model, !hasTemplate {
            throw ModelError.cannot(model.label, what: "support chat", instead: "use api/generate")
        }
        if kind == .chat {
            fields["messages"] = .array(messages)
            fields["tools"] = tools
        } else {
            let opening: [JSONValue] = system.map { [["role": "system", "content": .string($0)]] } ?? []
            fields["messages"] = .array(opening + [["role": "user", "content": .string(prompt)]])
        }
        return asked(.chat, fields)
    }

    private func asked(_ kind: Question.Kind, _ fields: [String: JSONValue]) -> Question {
        var question = Question(kind, fields, isStreamed: isStreamed)
        question.wish = wish
        return question
    }

    /// OpenAI has the arguments of a call as text, and calls have identifiers.
    private static func message(_ message: JSONValue, at index: Int) throws -> JSONValue {
        guard let role = message["role"]?.string else { throw Problem(.badRequest, "a message has a role") }
        if !(message["images"]?.array ?? []).isEmpty { throw Problem(.badRequest, "images are not read here") }
        var fields: [String: JSONValue] = ["role": .string(role), "content": .string(message["content"]?.string ?? "")]
        if let calls = message["tool_calls"]?.array, !calls.isEmpty {
            fields["tool_calls"] = .array(
                try calls.enumerated().map { number, call in
                    let arguments = try WireJSON.exactText(call["function"]?["arguments"] ?? [:] as JSONValue)
                    return [
                        "id": .string("call_\(index)_\(number)"), "type": "function",
                        "function": [
                            "name": call["function"]?["name"] ?? "", "arguments": .string(arguments),
                        ],
                    ]
                })
        }
        if role == "tool" {
            fields["tool_call_id"] = .string("call_\(max(0, index - 1))_0")
            fields["name"] = message["tool_name"] ?? message["name"]
        }
        return .object(fields)
    }
}
