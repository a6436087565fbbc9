import FoundationEssentials
import Wire

/// One message of a client.
enum RPCMessage: Sendable, Hashable {
    case request(RPCRequest)
    case notification(method: String, params: [String: JSONValue])
    /// The answer to a question of ours. We ask none.
    case response

    /// A message that cannot be read, and whose it was as far as that could be told.
    struct Unreadable: Error {
        let id: RequestID?
        let error: RPCError
    }

    /// Reads one message; a batch is refused without being read.
    init(_ bytes: some Collection<UInt8>) throws(Unreadable) {
        guard bytes.count <= MessageLimits.bytes else { throw Unreadable(id: nil, error: .tooLarge) }
        guard bytes.first(where: { ![9, 10, 13, 32].contains($0) }) != UInt8(ascii: "[") else {
            throw Unreadable(id: nil, error: .batch)
        }
        let outline = Self.outline(bytes)
        guard outline.depth <= MessageLimits.depth else { throw Unreadable(id: nil, error: .parse) }
        guard outline.values <= MessageLimits.values else { throw Unreadable(id: nil, error: .tooMany) }
        let value: JSONValue
        do { value = try JSONDecoder().decode(JSONValue.self, from: Data(bytes)) } catch {
            throw Unreadable(id: nil, error: .parse)
        }
        let id = RequestID(value["id"])
        do { self = try Self.read(value, id) } catch { throw Unreadable(id: id, error: error) }
    }

    private static func read(_ value: JSONValue, _ id: RequestID?) throws(RPCError) -> RPCMessage {
        guard let fields = value.object, fields["jsonrpc"] == "2.0" else {
            throw .invalidRequest("the message is no object with \"jsonrpc\": \"2.0\"")
        }
        guard let given = fields["method"] else {
            guard fields["result"] != nil || fields["error"] != nil else {
                throw .invalidRequest("`method` is missing")
            }
            return .response
        }
        guard let method = given.string, !method.isEmpty, method.utf8.count <= MessageLimits.identifier else {
            throw .invalidRequest("`method` is no name")
        }
        var params: [String: JSONValue] = [:]
        if let given = fields["params"], !given.isNull {
            guard let object = given.object else { throw .invalidRequest("`params` must be an object") }
            params = object
        }
        guard fields["id"] != nil else { return .notification(method: method, params: params) }
        guard let id else { throw .invalidRequest("`id` must be a whole number or a text") }
        return .request(RPCRequest(id: id, method: method, params: params))
    }

    /// How deep brackets stand and about how many values there are, texts left out: known before anything looks that could
    /// recurse, or that spends far more on a value than its one byte on the line.
    private static func outline(_ bytes: some Collection<UInt8>) -> (depth: Int, values: Int) {
        var depth = 0
        var deepest = 0
        var values = 1
        var isText = false
        var isEscaped = false
        for byte in bytes {
            if isEscaped {
                isEscaped = false
            } else if isText {
                if byte == UInt8(ascii: "\\") { isEscaped = true } else if byte == UInt8(ascii: "\"") { isText = false }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isText = true
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    depth += 1
                    deepest = max(deepest, depth)
                    values += 1
                case UInt8(ascii: ","): values += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
            }
        }
        return (deepest, values)
    }
}
