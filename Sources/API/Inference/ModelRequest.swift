import Domain
import Hummingbird
import NIOCore
import Wire

extension Request {
    /// Bytes of a request to a model, at most: a conversation, or many texts for vectors.
    private static var questionAtMost: Int { 16 << 20 }

    /// The body as the fields of a JSON object, their names as they are.
    func questionFields() async throws -> [String: JSONValue] {
        let bytes: ByteBuffer
        do {
            bytes = try await body.collect(upTo: Self.questionAtMost)
        } catch is NIOTooManyBytesError {
            throw HTTPError(.contentTooLarge, message: "the body is larger than 16 MiB")
        }
        guard bytes.readableBytes > 0 else { throw Problem(.badRequest, "missing request body") }
        do {
            let json = try WireJSON.decodeExactly(JSONValue.self, from: String(buffer: bytes))
            if let fields = json.object { return fields }
        } catch {
            throw Problem(.badRequest, "the body is no JSON")
        }
        throw Problem(.badRequest, "the body is no JSON object")
    }
}
