import Domain
import Hummingbird
import NIOCore
import Synchronization
import Testing

@testable import API

@Suite struct `Sending content` {
    private func body(_ content: CountedContent) async throws -> ResponseBody {
        let request = Request(
            head: .init(method: .get, scheme: nil, authority: nil, path: "/"), body: .init(buffer: ByteBuffer()))
        let answer = ContentResponse(size: ByteCount(content.pieces * 4), tag: EntityTag("t"), headers: [:])
        return try await answer.answer(request) { content }.body
    }

    @Test func `reads no piece before the last one was taken`() async throws {
        let content = CountedContent(pieces: 8)
        let writer = CheckingWriter(content: content, leavesAfter: .max)
        try await body(content).write(writer)
        #expect(content.readCount == 8)
        #expect(writer.takenCount == 8)
        #expect(writer.hasFinished)
    }

    @Test func `stops reading when the client leaves`() async throws {
        let content = CountedContent(pieces: 1000)
        let writer = CheckingWriter(content: content, leavesAfter: 3)
        await #expect(throws: CancellationError.self) { try await body(content).write(writer) }
        #expect(content.readCount <= 4)
        #expect(!writer.hasFinished)
    }

    @Test func `never finishes an answer that came out short`() async throws {
        let content = CountedContent(pieces: 8, endsAfter: 5)
        let writer = CheckingWriter(content: content, leavesAfter: .max)
        await #expect(throws: ContentError.self) { try await body(content).write(writer) }
        #expect(!writer.hasFinished)
    }
}

/// Four bytes a piece, counting how many were read.
private final class CountedContent: RangedContent {
    let pieces: Int
    let endsAfter: Int
    let read = Atomic(0)

    init(pieces: Int, endsAfter: Int = .max) {
        self.pieces = pieces
        self.endsAfter = endsAfter
    }

    var readCount: Int { read.load(ordering: .relaxed) }
    var size: ByteCount { ByteCount(pieces * 4) }

    func chunks(_ range: Range<Int64>) -> any AsyncSequence<ByteBuffer, any Error> {
        AsyncThrowingStream(unfolding: { [self] in
            guard read.load(ordering: .relaxed) < min(pieces, endsAfter) else { return nil }
            read.add(1, ordering: .relaxed)
            return ByteBuffer(string: "four")
        })
    }
}

/// A connection that checks, at every piece, that nothing more has been read than it took.
private final class CheckingWriter: ResponseBodyWriter {
    let content: CountedContent
    let leavesAfter: Int
    let taken = Atomic(0)
    let isFinished = Atomic(false)

    init(content: CountedContent, leavesAfter: Int) {
        self.content = content
        self.leavesAfter = leavesAfter
    }

    var takenCount: Int { taken.load(ordering: .relaxed) }
    var hasFinished: Bool { isFinished.load(ordering: .relaxed) }

    func write(_ buffer: ByteBuffer) async throws {
        guard takenCount < leavesAfter else { throw CancellationError() }
        taken.add(1, ordering: .relaxed)
        #expect(content.readCount == takenCount)
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws { isFinished.store(true, ordering: .relaxed) }
}
