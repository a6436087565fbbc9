import Domain
package import Wire

/// One event of a streamed answer, of a chat or of a text that is gone on with.
package struct AnswerPart: Sendable, Hashable {
    /// The event as it came.
    package let json: JSONValue

    init(_ json: JSONValue) { self.json = json }

    /// Throws when it is no JSON, and when it says that the model broke off.
    package init(parsing text: String) throws {
        json = try WireJSON.decodeExactly(JSONValue.self, from: text)
        if let error { throw Problem(.upstream, "the model broke off: \(error)") }
    }

    private var choice: JSONValue? { json["choices"]?.array?.first }
    private var delta: JSONValue? { choice?["delta"] ?? choice?["message"] }

    package var text: String { delta?["content"]?.string ?? choice?["text"]?.string ?? "" }
    /// What the model thought before it answered.
    package var thinking: String { delta?["reasoning_content"]?.string ?? "" }
    package var toolCalls: [JSONValue] { delta?["tool_calls"]?.array ?? [] }
    /// `stop`, `length` or `tool_calls`, at the end.
    package var finish: String? { choice?["finish_reason"]?.string }
    /// What went wrong after the answer had begun.
    private var error: String? { json["error"]?["message"]?.string ?? json["error"]?.string }

    package var timings: AnswerTimings? {
        guard let timings = json["timings"], timings.object != nil else { return nil }
        return AnswerTimings(timings)
    }
}

/// How long a model took, as it measured itself.
package struct AnswerTimings: Sendable, Hashable {
    package let promptTokens: Int64
    package let promptMilliseconds: Double
    package let answerTokens: Int64
    package let answerMilliseconds: Double
    /// Tokens of the prompt that were known from the one before.
    package let knownTokens: Int64

    init(_ json: JSONValue) {
        promptTokens = json["prompt_n"]?.integer ?? 0
        promptMilliseconds = json["prompt_ms"]?.double ?? 0
        answerTokens = json["predicted_n"]?.integer ?? 0
        answerMilliseconds = json["predicted_ms"]?.double ?? 0
        knownTokens = json["cache_n"]?.integer ?? 0
    }

    /// Nil where too little was said to tell.
    package var tokensPerSecond: Double? {
        answerMilliseconds > 0 && answerTokens > 0 ? Double(answerTokens) / answerMilliseconds * 1000 : nil
    }
}
