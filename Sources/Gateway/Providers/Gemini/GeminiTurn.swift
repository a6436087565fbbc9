import Wire

/// One answer of Gemini's, whole or piece by piece: both have the same shape.
struct GeminiTurn {
    enum Part {
        case text(String)
        case thought(String)
        case call(Call)
    }

    struct Call {
        let id: String
        let name: String
        let arguments: String
        /// What it was signed with, which comes back with the next question.
        let extra: JSONValue?
    }

    private(set) var usage: Usage?
    private(set) var finish: String?
    private var blocked: String?
    private var calls = 0
    private var hasSaid = false

    /// Ends that are no answer, and that another try may not have.
    private static let broken: Set<String> = [
        "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE",
        "MALFORMED_RESPONSE", "OTHER",
    ]
    private static let refused: Set<String> = [
        "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY",
        "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION",
    ]

    mutating func take(_ json: JSONValue) throws(AttemptFailure) -> [Part] {
        usage = Usage(gemini: json["usageMetadata"]) ?? usage
        blocked = json["promptFeedback"]?["blockReason"]?.string ?? blocked
        guard let candidate = json["candidates"]?.array?.first else { return [] }
        finish = candidate["finishReason"]?.string ?? finish
        var found: [Part] = []
        for part in candidate["content"]?["parts"]?.array ?? [] {
            if let call = part["functionCall"] {
                guard calls < ProviderJSON.mostParts else {
                    throw AttemptFailure(.malformed, "the answer has more than \(ProviderJSON.mostParts) calls")
                }
                let made = call["id"]?.string ?? "call_\(json["responseId"]?.string ?? "gemini")_\(calls)"
                calls += 1
                found.append(
                    .call(
                        Call(
                            id: made, name: call["name"]?.string ?? "", arguments: JSONText.line(call["args"] ?? [:]),
                            extra: part["thoughtSignature"].map { ["google": ["thought_signature": $0]] })))
            } else if let text = part["text"]?.string, !text.isEmpty {
                found.append(part["thought"]?.bool ?? false ? .thought(text) : .text(text))
            }
        }
        hasSaid = hasSaid || !found.isEmpty
        return found
    }

    /// Throws when there is nothing to pass on, and what there was instead.
    func check(isWhole: Bool) throws(AttemptFailure) {
        if let blocked, !hasSaid {
            throw AttemptFailure(.contentRefused, "the provider refuses to answer this (\(blocked.prefix(40)))")
        }
        guard let finish else {
            throw isWhole ? AttemptFailure(.malformed, "the answer holds no answer") : ProviderJSON.cutOff
        }
        guard !hasSaid else { return }
        if Self.refused.contains(finish) {
            throw AttemptFailure(.contentRefused, "the provider refuses to answer this (\(finish))")
        }
        if Self.broken.contains(finish) {
            throw AttemptFailure(.malformed, "the model broke off (\(finish))")
        }
    }

    /// `finishReason` in OpenAI's words.
    var finishInWords: String {
        switch finish {
        case "MAX_TOKENS": "length"
        case let reason? where Self.refused.contains(reason): "content_filter"
        default: calls > 0 ? "tool_calls" : "stop"
        }
    }
}

extension Usage {
    /// Gemini counts thoughts apart from the answer, and results of its own tools apart from the prompt.
    init?(gemini json: JSONValue?) {
        guard let json, let prompt = json["promptTokenCount"]?.integer else { return nil }
        self.init(
            prompt: Self.cut(prompt) + Self.cut(json["toolUsePromptTokenCount"]?.integer),
            answer: Self.cut(json["candidatesTokenCount"]?.integer) + Self.cut(json["thoughtsTokenCount"]?.integer),
            known: json["cachedContentTokenCount"]?.integer ?? 0)
    }
}
