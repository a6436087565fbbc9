import Engines
import Jobs
import Wire

/// One answer, in Ollama's shape.
struct OllamaTurn {
    private let question: OllamaQuestion
    private let model: String
    private let waited: Int64
    private let began = ContinuousClock.now
    private var text = ""
    private var thinking = ""
    private var finish = "stop"
    private var calls = OllamaCalls()
    private var timings: AnswerTimings?

    init(_ question: OllamaQuestion, _ lease: Lease) { self.init(question, lease.model, waited: lease.waited) }

    init(_ question: OllamaQuestion, _ model: RunnableModel, waited: Duration = .zero) {
        self.question = question
        self.model = OllamaModel.name(model)
        self.waited = Self.nanoseconds(waited)
    }

    mutating func take(_ part: AnswerPart) {
        text += part.text
        thinking += part.thinking
        part.toolCalls.forEach { calls.take($0) }
        finish = part.finish ?? finish
        timings = part.timings ?? timings
    }

    /// A line of the stream; nil for a part that says nothing.
    func line(_ part: AnswerPart) -> JSONValue? {
        guard !part.text.isEmpty || !part.thinking.isEmpty else { return nil }
        return .object(common.merging(said(part.text, part.thinking)) { $1 }.merging(["done": false]) { $1 })
    }

    /// The last line of the stream.
    var end: JSONValue { .object(ending(said("", ""))) }

    /// The answer that is no stream.
    var whole: JSONValue { .object(ending(said(text, thinking))) }

    /// The answer to a request without words.
    func loaded(_ reason: String) -> JSONValue {
        .object(common.merging(said("", "")) { $1 }.merging(["done": true, "done_reason": .string(reason)]) { $1 })
    }

    private var common: [String: JSONValue] {
        ["model": .string(model), "created_at": .string(Moment.text(JobClock.system.now()))]
    }

    private func said(_ text: String, _ thinking: String) -> [String: JSONValue] {
        guard question.kind == .chat else {
            return ["response": .string(text)].merging(thinking.isEmpty ? [:] : ["thinking": .string(thinking)]) { $1 }
        }
        var message: [String: JSONValue] = ["role": "assistant", "content": .string(text)]
        if !thinking.isEmpty { message["thinking"] = .string(thinking) }
        return ["message": .object(message)]
    }

    private func ending(_ said: [String: JSONValue]) -> [String: JSONValue] {
        var fields = common.merging(said) { $1 }
        if var message = fields["message"]?.object, let found = calls.json {
            message["tool_calls"] = found
            fields["message"] = .object(message)
        }
        fields["done"] = true
        fields["done_reason"] = .string(finish == "tool_calls" ? "stop" : finish)
        fields["total_duration"] = .integer(waited + Self.nanoseconds(.now - began))
        fields["load_duration"] = .integer(waited)
        if let timings {
            fields["prompt_eval_count"] = .integer(timings.promptTokens + timings.knownTokens)
            fields["prompt_eval_duration"] = .integer(Int64(timings.promptMilliseconds * 1e6))
            fields["eval_count"] = .integer(timings.answerTokens)
            fields["eval_duration"] = .integer(Int64(timings.answerMilliseconds * 1e6))
        }
        return fields
    }

    private static func nanoseconds(_ time: Duration) -> Int64 {
        time.components.seconds * 1_000_000_000 + time.components.attoseconds / 1_000_000_000
    }
}

/// Calls of tools, whose names and arguments come in pieces.
struct OllamaCalls {
    private var order: [Int64] = []
    private var names: [Int64: String] = [:]
    private var arguments: [Int64: String] = [:]

    mutating func take(_ piece: JSONValue) {
        let index = piece["index"]?.integer ?? 0
        if names[index] == nil {
            order.append(index)
            names[index] = ""
        }
        names[index, default: ""] += piece["function"]?["name"]?.string ?? ""
        arguments[index, default: ""] += piece["function"]?["arguments"]?.string ?? ""
    }

    /// Nil when there was none. Arguments that are no JSON object are given as none.
    var json: JSONValue? {
        guard !order.isEmpty else { return nil }
        return .array(
            order.enumerated().map { number, index in
                let text = arguments[index] ?? ""
                let given = try? WireJSON.decodeExactly(JSONValue.self, from: text)  // none, as said above
                return [
                    "function": [
                        "index": .integer(Int64(number)), "name": .string(names[index] ?? ""),
                        "arguments": given?.object.map { .object($0) } ?? [:],
                    ]
                ]
            })
    }
}
