import AsyncHTTPClient
import Gateway
import NIOCore
import Synchronization

/// A provider that does what the name of the model says, one word for each request in turn: `ok`, a kind of failure, `hang`,
/// `cut` (breaks in the middle of a stream), `silent` (says nothing more).
final class StubProvider: Provider {
    let isLocal = true
    private let asked = Mutex<[String]>([])
    private let script: Mutex<[String: [String]]>

    init(_ script: [String: [String]]) { self.script = Mutex(script) }

    var requests: [String] { asked.withLock { $0 } }

    func ask(_ question: Question, model: String) async throws -> ProviderAnswer {
        asked.withLock { $0.append(model) }
        let word = script.withLock { script in
            guard let words = script[model], let first = words.first else { return "ok" }
            if words.count > 1 { script[model] = Array(words.dropFirst()) }
            return first
        }
        if let kind = AttemptFailure.Kind(rawValue: word) { throw AttemptFailure(kind, "\(model) says \(word)") }
        if word == "hang" { try await Task.sleep(for: .seconds(600)) }
        guard question.isStreamed else {
            return .whole(WholeAnswer(body: #"{"from":"\#(model)"}"#, usage: Usage(prompt: 10, answer: 2)))
        }
        return .stream(UpstreamStream(.stream(Self.pieces(word)), StubReader()))
    }

    private static func pieces(_ word: String) -> AsyncThrowingStream<ByteBuffer, any Error> {
        AsyncThrowingStream { feed in
            feed.yield(ByteBuffer(string: "data: role\n\ndata: one\n\n"))
            switch word {
            case "cut": feed.finish(throwing: AttemptFailure(.network, "cut"))
            case "silent": break
            default:
                feed.yield(ByteBuffer(string: "data: two\n\ndata: usage\n\n"))
                feed.finish()
            }
        }
    }
}

/// Each event is a chunk; `role` has no content, `usage` says what it took.
private struct StubReader: StreamReading {
    mutating func take(_ event: ServerEvent) -> [AnswerChunk] {
        let usage = event.data == "usage" ? Usage(prompt: 10, answer: 2) : nil
        return [AnswerChunk(event.data, hasContent: event.data != "role" && usage == nil, usage: usage)]
    }

    mutating func end() -> [AnswerChunk] { [] }
}
