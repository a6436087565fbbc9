import Domain
import Engines
import Wire

/// A request of an OpenAI client: what of it goes on to the model.
struct OpenAIQuestion: Sendable {
    /// As the client names it.
    let model: String
    /// Where the engine takes it.
    let path: String
    let isStreamed: Bool
    let isEmbedding: Bool
    private let fields: [String: JSONValue]

    /// How a model samples; the last row is llama.cpp's own.
    private static let sampling: Set<String> = [
        "temperature", "top_p", "max_tokens", "max_completion_tokens", "stop", "seed", "n", "presence_penalty",
        "frequency_penalty", "logit_bias", "logprobs", "top_logprobs", "stream", "stream_options", "user",
        "top_k", "min_p", "typical_p", "repeat_penalty", "repeat_last_n", "grammar", "json_schema",
    ]
    private static let chatting = sampling.union([
        "messages", "tools", "tool_choice", "parallel_tool_calls", "response_format", "reasoning_format",
        "chat_template_kwargs",
    ])

    static func chat(_ fields: [String: JSONValue]) throws -> OpenAIQuestion {
        guard let messages = fields["messages"]?.array, !messages.isEmpty else {
            throw Problem(.badRequest, "`messages` is a list of at least one message")
        }
        try messages.forEach(check)
        return try OpenAIQuestion(fields, "/v1/chat/completions", chatting)
    }

    static func completion(_ fields: [String: JSONValue]) throws -> OpenAIQuestion {
        guard let prompt = fields["prompt"], prompt.string != nil || prompt.array != nil else {
            throw Problem(.badRequest, "`prompt` is a text, or a list")
        }
        return try OpenAIQuestion(fields, "/v1/completions", sampling.union(["prompt", "echo", "suffix"]))
    }

    static func embedding(_ fields: [String: JSONValue]) throws -> OpenAIQuestion {
        guard let input = fields["input"], !(input.string?.isEmpty ?? false), input.string != nil || input.array != nil
        else { throw Problem(.badRequest, "`input` is a text, or a list of texts") }
        let taken: Set = ["input", "encoding_format", "dimensions", "user"]
        return try OpenAIQuestion(fields, "/v1/embeddings", taken, isEmbedding: true)
    }

    private init(
        _ fields: [String: JSONValue], _ path: String, _ taken: Set<String>, isEmbedding: Bool = false
    ) throws {
        guard let model = fields["model"]?.string, !model.isEmpty else {
            throw Problem(.badRequest, "`model` names no model", hint: "see \(Paths.openAIModels)")
        }
        self.model = model
        self.path = path
        self.isEmbedding = isEmbedding
        isStreamed = !isEmbedding && fields["stream"]?.bool ?? false
        self.fields = fields.filter { taken.contains($0.key) && !$0.value.isNull }
    }

    /// Only text: an image would be an address that the engine fetches.
    private static func check(_ message: JSONValue) throws {
        guard message.object != nil, message["role"]?.string != nil else {
            throw Problem(.badRequest, "a message has a `role` and a `content`")
        }
        for part in message["content"]?.array ?? [] where part["type"]?.string != "text" {
            throw Problem(.badRequest, "only text is read: a message holds a part of another type")
        }
    }

    /// Throws when the model is none for this.
    func check(_ model: RunnableModel) throws {
        if isEmbedding { return }
        if model.facts.isEncoder {
            throw ModelError.cannot(
                model.label, what: "write text", instead: "ask it for vectors: \(Paths.openAIEmbeddings)")
        }
        if path == "/v1/chat/completions", model.facts.chatTemplate == nil {
            throw ModelError.cannot(
                model.label, what: "chat: it has no template for that", instead: "use \(Paths.openAICompletions)")
        }
    }

    /// What the engine is sent.
    func body(for lease: Lease) -> JSONValue {
        var fields = fields
        fields["model"] = .string(lease.model.label)
        return .object(fields)
    }
}
