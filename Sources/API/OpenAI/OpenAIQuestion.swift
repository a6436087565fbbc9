import Domain
import Engines
import Gateway
import Wire

/// A request of an OpenAI client: what of it goes on to the model.
struct OpenAIQuestion: Sendable {
    /// As the client names it.
    let model: String
    let isStreamed: Bool
    private let kind: Question.Kind
    private let fields: [String: JSONValue]

    /// How a model samples; the last row is llama.cpp's own.
    private static let sampling: Set<String> = [
        "temperature", "top_p", "max_tokens", "max_completion_tokens", "stop", "seed", "n", "presence_penalty",
        "frequency_penalty", "logit_bias", "logprobs", "top_logprobs", "stream", "stream_options", "user",
        "top_k", "min_p", "typical_p", "repeat_penalty", "repeat_last_n", "grammar", "json_schema",
    ]
    private static let chatting = sampling.union([
        "messages", "tools", "tool_choice", "parallel_tool_calls", "response_format", "reasoning_format",
        "reasoning_effort", "thinking", "verbosity", "chat_template_kwargs",
    ])

    static func chat(_ fields: [String: JSONValue]) throws -> OpenAIQuestion {
        guard let messages = fields["messages"]?.array, !messages.isEmpty else {
            throw Problem(.badRequest, "`messages` is a list of at least one message")
        }
        try messages.forEach(check)
        return try OpenAIQuestion(fields, .chat, chatting)
    }

    static func completion(_ fields: [String: JSONValue]) throws -> OpenAIQuestion {
        guard let prompt = fields["prompt"], prompt.string != nil || prompt.array != nil else {
            throw Problem(.badRequest, "`prompt` is a text, or a list")
        }
        return try OpenAIQuestion(fields, .completion, sampling.union(["prompt", "echo", "suffix"]))
    }

    static func embedding(_ fields: [String: JSONValue]) throws -> OpenAIQuestion {
        guard let input = fields["input"], !(input.string?.isEmpty ?? false), input.string != nil || input.array != nil
        else { throw Problem(.badRequest, "`input` is a text, or a list of texts") }
        let taken: Set = ["input", "encoding_format", "dimensions", "user"]
        return try OpenAIQuestion(fields, .embedding, taken)
    }

    private init(_ fields: [String: JSONValue], _ kind: Question.Kind, _ taken: Set<String>) throws {
        guard let model = fields["model"]?.string, !model.isEmpty else {
            throw Problem(.badRequest, "`model` names no model", hint: "see \(Paths.openAIModels)")
        }
        // Engines count in 32 bits, and would take a larger number for another.
        for field in ["max_tokens", "max_completion_tokens"] {
            guard let count = fields[field], !count.isNull else { continue }
            guard let number = count.integer, Int32(exactly: number) != nil else {
                throw Problem(.badRequest, "`\(field)` is a whole number of at most \(Int32.max)")
            }
        }
        self.model = model
        self.kind = kind
        isStreamed = kind != .embedding && fields["stream"]?.bool ?? false
        self.fields = fields.filter { taken.contains($0.key) && !$0.value.isNull }
    }

    private static func check(_ message: JSONValue) throws {
        guard message.object != nil, message["role"]?.string != nil else {
            throw Problem(.badRequest, "a message has a `role` and a `content`")
        }
        for part in message["content"]?.array ?? [] {
            guard let address = part["image_url"]?["url"]?.string ?? part["image_url"]?.string else { continue }
            // An address would be fetched by whoever answers, from where it stands.
            guard address.hasPrefix("data:image/") else {
                throw Problem(.badRequest, "an image travels in the request, as a `data:` URL; nobody fetches one")
            }
        }
    }

    /// As the gateway takes it.
    var question: Question { Question(kind, fields, isStreamed: isStreamed) }

    /// Whether the client wants to be told at the end what a stream took.
    var wantsUsage: Bool { fields["stream_options"]?["include_usage"]?.bool ?? false }

    /// What an engine is sent.
    func body(for lease: Lease) -> JSONValue {
        var fields = lease.completed(fields, isEmbedding: kind == .embedding)
        fields["model"] = .string(lease.name)
        return .object(fields)
    }
}
