import Domain
import FoundationEssentials
package import Hummingbird
import Wire

extension Response {
    /// A value of ours as JSON.
    package init(wire value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) throws {
        var fields = headers
        fields[.contentType] = "application/json; charset=utf-8"
        fields[.xContentTypeOptions] = "nosniff"
        let body = ByteBuffer(bytes: try WireJSON.encode(value))
        self.init(status: status, headers: fields, body: ResponseBody(byteBuffer: body))
    }
}

extension Request {
    /// The body as a value of ours: at most a mebibyte, and declared as JSON, which no form of another site can do.
    package func decodeWire<T: Decodable>(_ type: T.Type) async throws -> T {
        guard headers[.contentType]?.lowercased().hasPrefix("application/json") == true else {
            throw Problem(.badRequest, "the body must be JSON", hint: "send `Content-Type: application/json`")
        }
        let buffer: ByteBuffer
        do {
            buffer = try await body.collect(upTo: 1 << 20)
        } catch {
            throw Problem(.badRequest, "the body is larger than 1 MiB or broke off")
        }
        do {
            return try WireJSON.decode(type, from: Data(buffer.readableBytesView))
        } catch {
            throw Problem(.badRequest, "the body is not what this address takes")
        }
    }
}
