import Engines
import Wire

/// Reads OpenAI's stream: events go through as they came. They are read until the first content, and afterwards only those
/// with usage or an error; thousands of streams pass here at once.
struct OpenAIReader: StreamReading {
    private var hasBegun = false
    private var isFinished = false
    private var isClosed = false
    /// Usage that stands only where Groq puts it.
    private var hiddenUsage: (usage: Usage, id: String, model: String)?
    private var hasUsage = false

    mutating func take(_ event: ServerEvent) throws(AttemptFailure) -> [AnswerChunk] {
        // Whatever follows the end is none of the answer.
        if isClosed || event.data.isEmpty { return [] }
        if event.data == "[DONE]" {
            isClosed = true
            return []
        }
        guard event.data.utf8.count <= ProviderJSON.longestEvent else { throw ProviderJSON.tooLarge }
        let scan = EventScan(event.data)
        isFinished = isFinished || scan.isFinished
        let data = scan.hasLineBreak ? event.data.split(whereSeparator: \.isNewline).joined(separator: " ") : event.data
        if hasBegun, !scan.hasUsage, !scan.hasError {
            guard data.utf8.first == UInt8(ascii: "{") else {
                throw ProviderJSON.malformed("an event of the stream is no JSON object", data)
            }
            return [AnswerChunk(data, hasContent: true)]
        }
        return try read(data, event)
    }

    var isOver: Bool { isClosed }

    mutating func end() throws(AttemptFailure) -> [AnswerChunk] {
        guard isClosed || isFinished else { throw ProviderJSON.cutOff }
        guard !hasUsage, let hidden = hiddenUsage else { return [] }
        return [ChunkWriter(id: hidden.id, model: hidden.model, created: SystemTime.now()).usage(hidden.usage)]
    }

    private mutating func read(_ data: String, _ event: ServerEvent) throws(AttemptFailure) -> [AnswerChunk] {
        let json = try ProviderJSON.event(event)
        if let error = json["error"] ?? json["x_groq"]?["error"], !error.isNull {
            // LiteLLM writes the number as a text.
            let code = error["code"]?.integer ?? error["code"]?.string.flatMap { Int64($0) }
            let refusal = ProviderRefusal(status: code.flatMap(Self.status), json: ["error": error])
            throw OpenAIFailure.read(refusal, [:])
        }
        let usage = Usage(openAI: json["usage"])
        if usage != nil { hasUsage = true }
        if let hidden = Usage(openAI: json["x_groq"]?["usage"]) {
            hiddenUsage = (hidden, json["id"]?.string ?? "", json["model"]?.string ?? "")
        }
        guard let choices = json["choices"]?.array else {
            // What others put in between, such as a comment of a proxy as an object.
            return usage == nil ? [] : [AnswerChunk(data, hasContent: false, usage: usage)]
        }
        let hasContent = choices.contains(where: Self.says)
        hasBegun = hasBegun || hasContent
        return [AnswerChunk(data, hasContent: hasContent, usage: usage)]
    }

    /// A status among what is said to be a code.
    private static func status(_ code: Int64) -> Int? { (400..<600).contains(code) ? Int(code) : nil }

    private static func says(_ choice: JSONValue) -> Bool {
        if let text = choice["text"]?.string { return !text.isEmpty }
        guard let delta = choice["delta"]?.object else { return false }
        for name in ["content", "reasoning_content", "reasoning", "refusal"] {
            if let text = delta[name]?.string, !text.isEmpty { return true }
        }
        if let calls = delta["tool_calls"]?.array { return !calls.isEmpty }
        return ["function_call", "audio"].contains { delta[$0]?.object != nil }
    }
}
