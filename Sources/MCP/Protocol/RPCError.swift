import Domain
import Wire

/// An error of the protocol: the message was wrong, not what it asked for.
struct RPCError: Error, Sendable, Hashable {
    let code: Int64
    /// One sentence.
    let message: String
    let data: JSONValue?

    init(_ code: Int64, _ message: String, data: JSONValue? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    static let parse = RPCError(-32700, "the message is no JSON, or nested too deeply")
    static let tooLarge = RPCError(-32600, "the message is larger than \(MessageLimits.bytes) bytes")
    static let tooMany = RPCError(-32600, "the message holds more than \(MessageLimits.values) values")
    static let batch = RPCError(-32600, "batches are not taken: send one message at a time")
    static let busy = RPCError(-32000, "too many requests at once: wait for an answer")
    /// To a client that gave a request up and still waits for its answer.
    static let withdrawn = RPCError(-32004, "the request was cancelled by its client")
    static let unexpected = RPCError(-32603, Problem.unexpected.line)

    static func invalidRequest(_ message: String) -> RPCError { RPCError(-32600, message) }
    static func invalidParams(_ message: String, data: JSONValue? = nil) -> RPCError {
        RPCError(-32602, message, data: data)
    }
    static func unknownMethod(_ name: String) -> RPCError {
        RPCError(-32601, "there is no method `\(name.prefix(MessageLimits.quoted))`")
    }
    /// Header and body of a request do not agree.
    static func mismatch(_ message: String) -> RPCError { RPCError(-32020, message) }

    static func unsupported(_ requested: String, in era: ProtocolVersion.Era) -> RPCError {
        let known = era == .stateless ? ProtocolVersion.statelessOnes : ProtocolVersion.allCases
        return RPCError(
            -32022, "this revision of the protocol is not spoken here",
            data: [
                "supported": .array(known.map { .string($0.rawValue) }),
                "requested": .string(String(requested.prefix(MessageLimits.quoted))),
            ])
    }

    /// A resource that is not there; the revision of 2026 has no code of its own for that any more.
    static func noResource(_ uri: String, _ message: String, in era: ProtocolVersion.Era) -> RPCError {
        RPCError(
            era == .handshake ? -32002 : -32602, message,
            data: ["uri": .string(String(uri.prefix(MessageLimits.quoted)))])
    }

    var json: JSONValue {
        var fields: [String: JSONValue] = ["code": .integer(code), "message": .string(message)]
        fields["data"] = data
        return .object(fields)
    }
}

/// What a message of a client may be.
enum MessageLimits {
    /// Bytes of one message.
    static let bytes = 256 << 10
    /// Bytes of an identifier that a client chose.
    static let identifier = 256
    /// Characters of what a client sent that are quoted back.
    static let quoted = 120
    /// Values, objects and lists included; what a tool takes has a hundred.
    static let values = 2000
    /// Levels of nesting; what a tool takes has two.
    static let depth = 32
}
