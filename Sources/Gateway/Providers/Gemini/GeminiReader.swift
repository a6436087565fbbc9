import Engines
import Wire

/// Reads Gemini's stream: each event is an answer of its own, and the last is followed by nothing.
struct GeminiReader: StreamReading {
    private var writer: ChunkWriter
    private var turn = GeminiTurn()
    private var calls = 0
    private var hasBegun = false

    init(model: String, now: Int64) { writer = ChunkWriter(id: "", model: model, created: now) }

    mutating func take(_ event: ServerEvent) throws(AttemptFailure) -> [AnswerChunk] {
        if event.data.isEmpty || event.data == "[DONE]" { return [] }
        let json = try ProviderJSON.event(event)
        if json["error"]?.object != nil {
            let status = json["error"]?["code"]?.integer.flatMap { Int(exactly: $0) }
            throw GeminiFailure.read(ProviderRefusal(status: status, json: json), [:])
        }
        var chunks: [AnswerChunk] = []
        if !hasBegun {
            hasBegun = true
            writer.id = json["responseId"]?.string ?? ""
            writer.model = json["modelVersion"]?.string ?? writer.model
            chunks.append(writer.role())
        }
        for part in try turn.take(json) {
            switch part {
            case .text(let text): chunks.append(writer.text(text))
            case .thought(let text): chunks.append(writer.thought(text))
            case .call(let call):
                chunks.append(
                    writer.call(calls, id: call.id, name: call.name, arguments: call.arguments, extra: call.extra))
                calls += 1
            }
        }
        return chunks
    }

    mutating func end() throws(AttemptFailure) -> [AnswerChunk] {
        try turn.check(isWhole: false)
        return [writer.finish(turn.finishInWords)] + (turn.usage.map { [writer.usage($0)] } ?? [])
    }
}
