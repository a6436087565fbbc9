import Domain
import Engines
import Wire

/// What Ollama's requests say beside the words: `options`, `format`, `keep_alive`.
struct OllamaOptions: Sendable {
    let wish: RunWish
    /// For the engine.
    let fields: [String: JSONValue]

    init(_ request: [String: JSONValue], isEmbedding: Bool = false) throws {
        let options = request["options"]?.object ?? [:]
        wish = RunWish(
            context: options["num_ctx"]?.integer.map { Int(clamping: $0) },
            keepAlive: try Self.keepAlive(request["keep_alive"]), isEmbedding: isEmbedding)
        var fields = Sampling.fields(options)
        switch request["format"] {
        case .string(let name)? where name == "json": fields["response_format"] = ["type": "json_object"]
        case .object(let schema)?:
            fields["response_format"] = ["type": "json_schema", "json_schema": ["schema": .object(schema)]]
        default: break
        }
        self.fields = fields
    }

    private static func keepAlive(_ value: JSONValue?) throws -> KeepAlive? {
        let text: String
        switch value {
        case nil, .null?: return nil
        case .string(let given)?: text = given
        case .integer(let seconds)?: text = "\(seconds)"
        case .number(let seconds)?: text = "\(seconds)"
        default: throw Problem(.badRequest, "keep_alive is a number of seconds, or a time such as 5m")
        }
        guard let time = KeepAlive(text) else {
            throw Problem(.badRequest, "keep_alive is a number of seconds, or a time such as 5m")
        }
        return time
    }
}
