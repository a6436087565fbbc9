import Domain
import FoundationEssentials
package import Hummingbird
package import NIOCore
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
    /// Most bytes of a body that is a value of ours.
    private static var wireAtMost: Int { 1 << 20 }
    /// How far a body that is too large is read all the same: who writes all of it before reading would wait for ever.
    private static var readAtMost: Int { 64 << 20 }

    /// The body as a value of ours: at most a mebibyte, and declared as JSON, which no form of another site can do.
    package func decodeWire<T: Decodable>(_ type: T.Type) async throws -> T {
        guard headers[.contentType]?.lowercased().hasPrefix("application/json") == true else {
            throw Problem(.badRequest, "the body must be JSON", hint: "send `Content-Type: application/json`")
        }
        let bytes = try await boundedBody(atMost: Self.wireAtMost)
        do {
            return try WireJSON.decode(type, from: Data(bytes.readableBytesView))
        } catch {
            throw Problem(.badRequest, "the body is not what this address takes")
        }
    }

    /// The body, of at most so many bytes; throws `HTTPError` 413 for a larger one.
    package func boundedBody(atMost limit: Int) async throws -> ByteBuffer {
        var kept = ByteBuffer()
        var read = 0
        do {
            for try await part in body {
                read += part.readableBytes
                if read > Self.readAtMost { break }
                if read <= limit { kept.writeImmutableBuffer(part) }
            }
        } catch {
            throw Problem(.badRequest, "the body broke off")
        }
        guard read <= limit else {
            throw HTTPError(.contentTooLarge, message: "the body is larger than \(limit >> 10) KiB")
        }
        return kept
    }
}
