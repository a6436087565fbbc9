import Engines
import Testing
import Wire

@testable import Gateway

/// Short ways to speak with a dialect in a test.
enum Speaking {
    static func dialect(_ name: String) throws -> any Dialect { try #require(Dialects.all[name]) }

    static func chat(_ fields: [String: JSONValue] = [:], isStreamed: Bool = false) -> Question {
        let hello: [String: JSONValue] = ["messages": [["role": "user", "content": "hi"]]]
        return Question(.chat, hello.merging(fields) { $1 }, isStreamed: isStreamed)
    }

    /// The body of the request as JSON.
    static func sent(_ name: String, _ question: Question, model: String = "m") throws -> JSONValue {
        try read(try dialect(name).call(question, model: model, key: "k").body)
    }

    static func read(_ text: String) throws -> JSONValue { try WireJSON.decodeExactly(JSONValue.self, from: text) }

    /// All chunks of a stream, its end included.
    static func stream(_ name: String, _ events: [String]) throws -> [AnswerChunk] {
        var reader = try dialect(name).reader(for: chat(isStreamed: true), model: "m")
        var chunks: [AnswerChunk] = []
        for event in events { chunks += try reader.take(ServerEvent(data: event)) }
        return chunks + (try reader.end())
    }

    /// The text, thoughts and call of chunks put together, as a client does.
    static func said(_ chunks: [AnswerChunk]) throws -> (
        text: String, thought: String, arguments: String, finish: String
    ) {
        var said = ("", "", "", "")
        for chunk in chunks {
            #expect(!chunk.data.contains("\n"))
            guard let choice = try read(chunk.data)["choices"]?.array?.first else { continue }
            said.0 += choice["delta"]?["content"]?.string ?? ""
            said.1 += choice["delta"]?["reasoning_content"]?.string ?? ""
            said.2 += choice["delta"]?["tool_calls"]?.array?.first?["function"]?["arguments"]?.string ?? ""
            said.3 = choice["finish_reason"]?.string ?? said.3
        }
        return said
    }

    static func failure(_ work: () throws -> Void) -> AttemptFailure? {
        do {
            try work()
            return nil
        } catch {
            return error as? AttemptFailure
        }
    }
}
