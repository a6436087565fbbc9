import Engines
import Wire

/// Reading what a provider sent, which may be anything.
enum ProviderJSON {
    /// Bytes of one event, at most.
    static let longestEvent = 4 << 20
    /// Pieces of one answer that are told apart, at most: blocks of text, calls of tools.
    static let mostParts = 1024

    /// Throws `malformed`, with the beginning of what came instead.
    static func object(_ text: String, _ what: String = "the answer") throws(AttemptFailure) -> JSONValue {
        let json = try? WireJSON.decodeExactly(JSONValue.self, from: text)  // said below, with what came instead
        guard let json, json.object != nil else { throw malformed("\(what) is no JSON object", text) }
        return json
    }

    /// An event of a stream; throws `malformed`.
    static func event(_ event: ServerEvent) throws(AttemptFailure) -> JSONValue {
        guard event.data.utf8.count <= longestEvent else { throw tooLarge }
        return try object(event.data, "an event of the stream")
    }

    static func malformed(_ why: String, _ text: String) -> AttemptFailure {
        let beginning = String(decoding: text.utf8.prefix(120), as: UTF8.self)
        return AttemptFailure(.malformed, "\(why): \(KeyMask.masked(beginning))")
    }

    static let tooLarge = AttemptFailure(.malformed, "an event of the stream is larger than 4 MiB")
    static let cutOff = AttemptFailure(.malformed, "the stream ended in the middle of the answer")

    /// The body of a request.
    static func body(_ fields: [String: JSONValue]) -> String { JSONText.line(.object(fields)) }
}
