import Domain
import NIOCore
import Synchronization
import Testing

@testable import Hub

@Suite struct `Files of a Hub` {
    private static let bytes = Array("0123456789".utf8)

    /// Answers a range as a server should.
    private static func ranged(_ request: StubRequest, etag: String = "\"xet\"") -> StubResponse {
        guard let text = request["Range"], let range = ContentRange("bytes \(text.dropFirst(6))/10") else {
            return StubResponse(headers: [("ETag", etag)], body: bytes)
        }
        let (first, end) = (Int(range.range.lowerBound), Int(range.range.upperBound))
        return StubResponse(
            status: 206, headers: [("ETag", etag), ("Content-Range", "bytes \(first)-\(end - 1)/10")],
            body: Array(bytes[first..<end]))
    }

    private static func open(_ it: HubFixture, _ range: Range<Int64>?, size: Int = 10) async throws -> FileResponse {
        try await it.hub.open(
            try HubFixture.file(size: size), of: try HubFixture.id(), commit: try HubFixture.commitID(), range: range)
    }

    @Test func `a range begins where it was asked`() async throws {
        try await HubFixture.with { request, _ in
            Self.ranged(request, etag: "W/\"abc\"")
        } _: { it in
            let answer = try await Self.open(it, 3..<7)
            #expect(answer.start == 3 && answer.total == 10 && answer.etag == "abc")
            #expect(try await answer.body.all() == Array("3456".utf8))
            #expect(it.stub.requests[0]["Range"] == "bytes=3-6")
            #expect(it.stub.paths == ["/org/name/resolve/\(HubFixture.commit)/model.gguf"])
        }
    }

    @Test func `a Hub that ignores the range is noticed`() async throws {
        try await HubFixture.with { _, _ in
            StubResponse(body: Self.bytes)
        } _: { it in
            let answer = try await Self.open(it, 3..<7)
            #expect(answer.start == 0 && answer.total == 10)
            #expect(try await answer.body.all() == Self.bytes)
        }
    }

    @Test(arguments: ["bytes 0-3/10", "bytes 3-9/10", "bytes 3-6/5", "bytes */10", "nonsense", "bytes 3-5/10"])
    func `a part that contradicts the question is refused`(range: String) async throws {
        try await HubFixture.with { _, _ in
            StubResponse(status: 206, headers: [("Content-Range", range)], body: Array("3456".utf8))
        } _: { it in
            let error = await #expect(throws: HubError.self) { try await Self.open(it, 3..<7) }
            guard case .malformed = error else { throw try #require(error) }
        }
    }

    @Test func `the identity is the Hub's and the signed place is used again`() async throws {
        try await StubHub.with { request, _ in
            Self.ranged(request)
        } _: { cdn in
            try await HubFixture.with { _, _ in
                .redirect(
                    "\(cdn.url)/signed", headers: [("X-Linked-ETag", "\"\(HubFixture.sha256)\""), ("ETag", "\"x\"")])
            } _: { it in
                for range in [Range<Int64>(0...4), 5..<10] {
                    let answer = try await Self.open(it, range)
                    #expect(answer.etag == HubFixture.sha256)
                    #expect(
                        try await answer.body.all() == Array(Self.bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
                }
                #expect(it.stub.requests.count == 1)
                #expect(cdn.requests.count == 2)
            }
        }
    }

    @Test(arguments: [400, 401, 403, 404, 410])
    func `an expired place is asked for again, once`(status: Int) async throws {
        let expired = Mutex(false)
        try await StubHub.with { request, _ in
            request.path == "/old" && expired.withLock({ $0 }) ? StubResponse(status: status) : Self.ranged(request)
        } _: { cdn in
            try await HubFixture.with { _, _ in
                .redirect("\(cdn.url)/\(expired.withLock { $0 } ? "new" : "old")")
            } _: { it in
                _ = try await Self.open(it, 0..<2).body.all()
                expired.withLock { $0 = true }
                #expect(try await Self.open(it, 2..<4).body.all() == Array("23".utf8))
                #expect(cdn.paths == ["/old", "/old", "/new"])
                #expect(it.stub.requests.count == 2)
            }
        }
    }

    @Test func `a content network that always refuses is its own error, not a gate`() async throws {
        try await StubHub.with { _, _ in
            StubResponse(status: 403)
        } _: { cdn in
            try await HubFixture.with { _, _ in
                .redirect("\(cdn.url)/signed")
            } _: { it in
                await #expect(throws: HubError.serverError(host: "127.0.0.1", status: 403, says: "")) {
                    try await Self.open(it, 0..<2)
                }
                #expect(cdn.requests.count == 2)
            }
        }
    }

    @Test func `a file larger than its listing is refused`() async throws {
        try await HubFixture.with { _, _ in
            StubResponse(body: Self.bytes)
        } _: { it in
            await #expect(throws: HubError.tooLarge(what: "`model.gguf`", limit: ByteCount(9))) {
                try await Self.open(it, nil, size: 9)
            }
        }
        try await HubFixture.with { _, _ in
            StubResponse(headers: [("Transfer-Encoding", "chunked")], body: Self.bytes)
        } _: { it in
            let answer = try await Self.open(it, nil, size: 9)
            #expect(answer.total == nil)
            await #expect(throws: HubError.tooLarge(what: "model.gguf", limit: ByteCount(9))) {
                try await answer.body.all()
            }
        }
    }

    @Test func `a connection that breaks in the middle is an error after the bytes that came`() async throws {
        try await HubFixture.with { _, _ in
            StubResponse(body: Self.bytes, breaksAfter: 4)
        } _: { it in
            let answer = try await Self.open(it, nil)
            var seen = 0
            let error = await #expect(throws: HubError.self) {
                for try await buffer in answer.body { seen += buffer.readableBytes }
            }
            #expect(seen <= 4)
            guard case .interrupted = error else { throw try #require(error) }
        }
    }

    @Test func `compressed bytes are refused`() async throws {
        try await HubFixture.with { _, _ in
            StubResponse(headers: [("Content-Encoding", "gzip")], body: Self.bytes)
        } _: { it in
            let error = await #expect(throws: HubError.self) { try await Self.open(it, nil) }
            guard case .malformed = error else { throw try #require(error) }
            #expect(it.stub.requests[0]["Accept-Encoding"] == "identity")
        }
    }

    @Test func `no bytes asked, nobody asked`() async throws {
        try await HubFixture.with { _, _ in
            StubResponse(status: 416)
        } _: { it in
            let bytes = try await Self.open(it, 0..<0, size: 0).body.all()
            #expect(bytes.isEmpty)
            #expect(it.stub.requests.isEmpty)
        }
    }
}
