import Engines
import Wire

/// Reads Anthropic's stream.
struct AnthropicReader: StreamReading {
    private var writer: ChunkWriter
    private var blocks: [Int64: Block] = [:]
    private var calls = 0
    private var usage = Usage(prompt: 0, answer: 0)
    private var hasUsage = false
    private var finish: String?
    private var isClosed = false
    private var hasSaid = false

    /// Bytes of all thinking that is kept for its end.
    private var kept = 0

    private enum Block {
        case text
        case thinking(Thought)
        /// The number of the call among calls, what it was begun with, and whether arguments have come.
        case call(Int, input: JSONValue, hasArguments: Bool)
        case other
    }

    /// A block of thinking, in the pieces it came in: it is put together once.
    private struct Thought {
        var pieces: [String]
        var signature: String
        /// There was too much to be kept, and a part of it is none.
        var isCut = false
    }

    private static let longestThoughts = 4 << 20

    init(model: String, now: Int64) { writer = ChunkWriter(id: "", model: model, created: now) }

    mutating func take(_ event: ServerEvent) throws(AttemptFailure) -> [AnswerChunk] {
        if isClosed || event.data.isEmpty { return [] }
        let json = try ProviderJSON.event(event)
        switch json["type"]?.string {
        case "message_start": return begin(json["message"] ?? .null)
        case "content_block_start": return try open(json)
        case "content_block_delta": return go(on: json)
        case "content_block_stop": return close(json)
        case "message_delta":
            finish = json["delta"]?["stop_reason"]?.string ?? finish
            read(json["usage"])
            return []
        case "message_stop":
            isClosed = true
            return try conclude()
        case "error": throw AnthropicFailure.read(ProviderRefusal(status: nil, json: json), [:])
        default: return []
        }
    }

    var isOver: Bool { isClosed }

    mutating func end() throws(AttemptFailure) -> [AnswerChunk] {
        if isClosed { return [] }
        guard finish != nil else { throw ProviderJSON.cutOff }
        return try conclude()
    }

    private mutating func begin(_ message: JSONValue) -> [AnswerChunk] {
        writer.id = message["id"]?.string ?? writer.id
        writer.model = message["model"]?.string ?? writer.model
        read(message["usage"])
        return [writer.role()]
    }

    /// Each field counts from the beginning; `message_delta` may tell only the answer's.
    private mutating func read(_ json: JSONValue?) {
        guard let json, json.object != nil else { return }
        if let all = Usage(anthropic: json) {
            usage = all
        } else if let answer = json["output_tokens"]?.integer {
            usage.answer = answer
        }
        hasUsage = true
    }

    private mutating func open(_ json: JSONValue) throws(AttemptFailure) -> [AnswerChunk] {
        guard blocks.count < ProviderJSON.mostParts else {
            throw AttemptFailure(.malformed, "the answer has more than \(ProviderJSON.mostParts) parts")
        }
        let index = json["index"]?.integer ?? 0
        let block = json["content_block"] ?? .null
        switch block["type"]?.string {
        case "text":
            blocks[index] = .text
            return said(block["text"]?.string)
        case "thinking":
            blocks[index] = .thinking(Thought(pieces: [], signature: block["signature"]?.string ?? ""))
            return thought(block["thinking"]?.string ?? "", in: index)
        case "redacted_thinking":
            blocks[index] = .other
            return [writer.blocks([block])]
        case "tool_use":
            blocks[index] = .call(calls, input: block["input"] ?? [:], hasArguments: false)
            calls += 1
            hasSaid = true
            return [writer.call(calls - 1, id: block["id"]?.string ?? "", name: block["name"]?.string ?? "")]
        default:
            blocks[index] = .other
            return []
        }
    }

    private mutating func go(on json: JSONValue) -> [AnswerChunk] {
        let index = json["index"]?.integer ?? 0
        let delta = json["delta"]
        switch (delta?["type"]?.string, blocks[index]) {
        case ("text_delta", _): return said(delta?["text"]?.string)
        case ("thinking_delta", .thinking): return thought(delta?["thinking"]?.string ?? "", in: index)
        case ("signature_delta", .thinking(var thought)):
            thought.signature = delta?["signature"]?.string ?? ""
            blocks[index] = .thinking(thought)
            return []
        case ("input_json_delta", .call(let number, let input, _)):
            guard let piece = delta?["partial_json"]?.string, !piece.isEmpty else { return [] }
            blocks[index] = .call(number, input: input, hasArguments: true)
            return [writer.arguments(number, piece)]
        default: return []
        }
    }

    private mutating func close(_ json: JSONValue) -> [AnswerChunk] {
        switch blocks[json["index"]?.integer ?? 0] {
        // A call without arguments is one with an empty object: an empty text is no JSON.
        case .call(let number, let input, false): return [writer.arguments(number, JSONText.line(input))]
        case .thinking(let thought) where !thought.signature.isEmpty && !thought.isCut:
            return [
                writer.blocks([
                    [
                        "type": "thinking", "thinking": .string(thought.pieces.joined()),
                        "signature": .string(thought.signature),
                    ]
                ])
            ]
        default: return []
        }
    }

    /// The pieces are taken out before they are added to: two owners would copy all of them each time.
    private mutating func thought(_ piece: String, in index: Int64) -> [AnswerChunk] {
        guard !piece.isEmpty, case .thinking(var thought)? = blocks.removeValue(forKey: index) else { return [] }
        kept += piece.utf8.count
        if kept <= Self.longestThoughts {
            thought.pieces.append(piece)
        } else {
            thought.isCut = true
        }
        blocks[index] = .thinking(thought)
        return said(piece, isThought: true)
    }

    private mutating func said(_ text: String?, isThought: Bool = false) -> [AnswerChunk] {
        guard let text, !text.isEmpty else { return [] }
        hasSaid = true
        return [isThought ? writer.thought(text) : writer.text(text)]
    }

    private func conclude() throws(AttemptFailure) -> [AnswerChunk] {
        if finish == "refusal", !hasSaid {
            throw AttemptFailure(.contentRefused, "the provider refuses to answer this")
        }
        return [writer.finish(AnthropicDialect.finish(finish))] + (hasUsage ? [writer.usage(usage)] : [])
    }
}
