import Domain
import Jobs
import NIOCore
import NIOPosix
import Registry
import Testing

@testable import Server

@Suite struct `A connection nobody uses` {
    /// Serves a house on some port and closes connections that rest for a fifth of a second.
    private func served(_ body: @escaping @Sendable (House, Int) async throws -> Void) async throws {
        try await ServerFixture.with { fixture in
            try await fixture.withHouse(["ROOST_ANONYMOUS": "search", "ROOST_PORT": "0"]) { house in
                let addresses = AsyncStream<String>.makeStream()
                let web = WebService(house: house, idleTimeout: .milliseconds(200)) { addresses.continuation.yield($0) }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await web.run() }
                    group.addTask {
                        var all = addresses.stream.makeAsyncIterator()
                        let port = try #require((await all.next())?.split(separator: ":").last.flatMap { Int($0) })
                        try await body(house, port)
                    }
                    try await group.next()
                    group.cancelAll()
                }
            }
        }
    }

    /// A connection, and what comes over it until the server closes it.
    private func connect(_ port: Int, _ bytes: String) async throws -> AsyncStream<String> {
        let (pieces, continuation) = AsyncStream<String>.makeStream()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { $0.pipeline.addHandler(Listener(continuation: continuation)) }
            .connect(host: "127.0.0.1", port: port).get()
        channel.writeAndFlush(ByteBuffer(string: bytes), promise: nil)
        return pieces
    }

    /// What the server says to some bytes before it closes the connection.
    private func untilClosed(_ port: Int, _ bytes: String) async throws -> String {
        try await connect(port, bytes).reduce(into: "") { $0 += $1 }
    }

    @Test func `is closed before a request, within one, and behind one`() async throws {
        try await served { _, port in
            #expect(try await untilClosed(port, "") == "")
            #expect(try await untilClosed(port, "GET /healthz HTTP/1.1\r\nHost: 127") == "")
            let request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
            var answer = ""
            // On a busy machine the request may come when the connection has rested too long already.
            for _ in 0..<50 where answer.isEmpty { answer = try await untilClosed(port, request) }
            #expect(answer.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func `is another thing than one whose events are awaited`() async throws {
        try await served { house, port in
            let job = try await house.queue.enqueue(kind: .pull, subject: "org/owl", payload: "{}", dedupeKey: nil)
            let request = "GET /api/v1/jobs/\(job.id)/events HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
            var pieces = try await connect(port, request).makeAsyncIterator()
            var head = await pieces.next()
            for _ in 0..<50 where head == nil {
                pieces = try await connect(port, request).makeAsyncIterator()
                head = await pieces.next()
            }
            #expect(head?.hasPrefix("HTTP/1.1 200") == true)
            // Each of these takes as long as an idle connection lives.
            for _ in 0..<3 { #expect(try await untilClosed(port, "") == "") }
            _ = try await house.queue.cancel(job.id)
            var said = ""
            while !said.contains("event: end"), let piece = await pieces.next() { said += piece }
            #expect(said.contains("cancelled"))
        }
    }
}

/// Hands on what arrives.
private final class Listener: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    private let continuation: AsyncStream<String>.Continuation

    init(continuation: AsyncStream<String>.Continuation) { self.continuation = continuation }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        continuation.yield(String(buffer: unwrapInboundIn(data)))
    }

    func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
