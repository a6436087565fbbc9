import Engines
import Gateway
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
    /// What it took, where the model did not measure itself.
    private var usage: Usage?

    /// - Parameters:
    ///   - model: as it is called in the answer.
    ///   - waited: until a model of this house was in memory.
    init(_ question: OllamaQuestion, model: String, waited: Duration = .zero) {
        self.question = question
        self.model = model
        self.waited = Self.nanoseconds(waited)
    }

    mutating func take(_ part: AnswerPart) {
        text += part.text
        thinking += part.thinking
        for (number, call) in part.toolCalls.enumerated() { calls.take(call, at: Int64(number)) }
        finish = part.finish ?? finish
        timings = part.timings ?? timings
        usage = Usage(openAI: part.json["usage"]) ?? usage
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
        } else if let usage {
            fields["prompt_eval_count"] = .integer(usage.prompt)
            fields["eval_count"] = .integer(usage.answer)
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

    /// - Parameter place: among the calls of a whole answer, which have no numbers.
    mutating func take(_ piece: JSONValue, at place: Int64 = 0) {
        let index = piece["index"]?.integer ?? place
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
