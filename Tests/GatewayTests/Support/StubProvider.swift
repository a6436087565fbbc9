import AsyncHTTPClient
import Engines
import Gateway
import NIOCore
import Synchronization

/// A provider that does what the name of the model says, one word for each request in turn: `ok`, a kind of failure, `hang`,
/// `cut` (breaks in the middle of a stream), `silent` (says nothing more), `strange` (fails in a way nobody knows), `open` (keeps the
/// connection open behind the end of the answer).
final class StubProvider: Provider {
    let isLocal = true
    private let cuts = Mutex<Int?>(nil)
    private let asked = Mutex<[String]>([])
    private let script: Mutex<[String: [String]]>

    init(_ script: [String: [String]]) { self.script = Mutex(script) }

    /// Tokens beyond which it cuts prompts.
    var window: Int? {
        get { cuts.withLock { $0 } }
        set { cuts.withLock { $0 = newValue } }
    }
    var silentWindow: Int? { window }

    var requests: [String] { asked.withLock { $0 } }

    /// The streams it gave that are let go of.
    let ended = Ended()

    final class Ended: Sendable {
        private let count = Atomic(0)
        var number: Int { count.load(ordering: .relaxed) }
        fileprivate func add() { count.add(1, ordering: .relaxed) }
    }

    private final class Held: Sendable {
        let ended: Ended
        init(_ ended: Ended) { self.ended = ended }
        deinit { ended.add() }
    }

    private struct Strange: Error {}

    func ask(_ question: Question, model: String, _ watch: AttemptWatch) async throws -> ProviderAnswer {
        asked.withLock { $0.append(model) }
        let word = script.withLock { script in
            guard let words = script[model], let first = words.first else { return "ok" }
            if words.count > 1 { script[model] = Array(words.dropFirst()) }
            return first
        }
        if let kind = AttemptFailure.Kind(rawValue: word) { throw AttemptFailure(kind, "\(model) says \(word)") }
        if word == "strange" { throw Strange() }
        if word == "hang" { try await Task.sleep(for: .seconds(600)) }
        guard question.isStreamed else {
            return .whole(WholeAnswer(body: #"{"from":"\#(model)"}"#, usage: Usage(prompt: 10, answer: 2)))
        }
        return .stream(UpstreamStream(.stream(Self.pieces(word)), StubReader(), holding: Held(ended)))
    }

    private static func pieces(_ word: String) -> AsyncThrowingStream<ByteBuffer, any Error> {
        AsyncThrowingStream { feed in
            feed.yield(ByteBuffer(string: "data: role\n\ndata: one\n\n"))
            switch word {
            case "cut": feed.finish(throwing: AttemptFailure(.network, "cut"))
            case "silent": break
            case "open": feed.yield(ByteBuffer(string: "data: usage\n\ndata: [DONE]\n\ndata: more\n\n"))
            default:
                feed.yield(ByteBuffer(string: "data: two\n\ndata: usage\n\n"))
                feed.finish()
            }
        }
    }
}

/// Each event is a chunk; `role` has no content, `usage` says what it took.
private struct StubReader: StreamReading {
    private(set) var isOver = false

    mutating func take(_ event: ServerEvent) -> [AnswerChunk] {
        if event.data == "[DONE]" {
            isOver = true
            return []
        }
        let usage = event.data == "usage" ? Usage(prompt: 10, answer: 2) : nil
        return [AnswerChunk(event.data, hasContent: event.data != "role" && usage == nil, usage: usage)]
    }

    mutating func end() -> [AnswerChunk] { [] }
}
