package import Domain
import HTTPTypes
package import Hummingbird

/// Answers GET and HEAD for some content: ranges, entity tags and a body that is read no faster than it is taken.
package struct ContentResponse: Sendable {
    private let size: ByteCount
    private let tag: EntityTag
    private let headers: HTTPFields
    private let watch: SendingWatch?

    /// `headers` go on every answer, including 304 and 416; `Content-Type` belongs among them. `watch` is told of the
    /// bytes of a body.
    package init(size: ByteCount, tag: EntityTag, headers: HTTPFields, watch: SendingWatch? = nil) {
        self.size = size
        self.tag = tag
        self.headers = headers
        self.watch = watch
    }

    /// The answer; `open` is called only when bytes will be sent.
    package func answer(
        _ request: Request, open: () async throws -> any RangedContent
    ) async throws -> Response {
        var fields = headers
        fields[.eTag] = tag.quoted
        fields[.acceptRanges] = "bytes"
        if let known = request.headers[.ifNoneMatch], tag.isNamed(in: known) {
            fields[.contentType] = nil
            return Response(status: .notModified, headers: fields)
        }
        guard request.method != .head else {
            fields[.contentLength] = String(size.bytes)
            return Response(status: .ok, headers: fields)
        }
        let wanted = tag.permitsRange(request.headers[.ifRange]) ? request.headers[.range] : nil
        switch RequestedRange(wanted, size: size.bytes) {
        case .whole:
            return Response(status: .ok, headers: fields, body: try await body(0..<size.bytes, open: open))
        case .part(let range):
            fields[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size.bytes)"
            return Response(status: .partialContent, headers: fields, body: try await body(range, open: open))
        case .unsatisfiable:
            fields[.contentRange] = "bytes */\(size.bytes)"
            return Response(status: .rangeNotSatisfiable, headers: fields)
        }
    }

    private func body(
        _ range: Range<Int64>, open: () async throws -> any RangedContent
    ) async throws -> ResponseBody {
        guard !range.isEmpty else { return ResponseBody() }
        let content = try await open()
        guard content.size == size else { throw ContentError.wrongLength(expected: size, found: content.size) }
        let watch = watch
        watch?.begins(range)
        return ResponseBody(contentLength: Int(range.count)) { writer in
            do {
                try await Self.copy(content, range, to: &writer, watch)
                watch?.ends(range.upperBound == content.size.bytes)
            } catch {
                watch?.ends(false)
                throw error
            }
        }
    }

    /// Nothing is read ahead here: a write returns once the connection can take it, while the event loop still empties
    /// the piece before. So reading and sending overlap, and a reader that stalls holds two or three pieces.
    @concurrent private static func copy(
        _ content: any RangedContent, _ range: Range<Int64>, to writer: inout any ResponseBodyWriter,
        _ watch: SendingWatch?
    ) async throws {
        var sent: Int64 = 0
        for try await chunk in content.chunks(range) {
            sent += Int64(chunk.readableBytes)
            guard sent <= range.count else { break }
            try await writer.write(chunk)
            watch?.sent(chunk.readableBytes)
        }
        // Thrown after the head has gone out, it cuts the connection: the client sees a short body, never a wrong one.
        guard sent == range.count else {
            throw ContentError.wrongLength(expected: ByteCount(range.count), found: ByteCount(sent))
        }
        try await writer.finish(nil)
    }
}
