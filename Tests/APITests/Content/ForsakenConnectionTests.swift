import NIOCore
import NIOPosix
import Testing

@testable import API

@Suite struct `A connection whose client sends no more` {
    /// More than the kernel takes in advance for a reader.
    private static let bytes = 48 << 20

    /// Sends much to whoever comes, and tells how each connection ended.
    private func serve(_ patience: TimeAmount, _ body: (Int, AsyncStream<Bool>) async throws -> Void) async throws {
        let (ends, ended) = AsyncStream<Bool>.makeStream()
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ForsakenWatch(patience: patience))
                    let all = channel.eventLoop.makePromise(of: Void.self)
                    all.futureResult.whenComplete { result in
                        ended.yield((try? result.get()) != nil)  // the flag is what is told
                        channel.close(promise: nil)
                    }
                    channel.writeAndFlush(ByteBuffer(repeating: 7, count: Self.bytes), promise: all)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        try await body(port, ends)
        try await server.close()
    }

    private func connect(_ port: Int, reads: Bool, _ counted: AsyncStream<Int>.Continuation) async throws -> any Channel
    {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.autoRead, value: reads)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Counter(counted))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.close(mode: .output).get()
        return channel
    }

    @Test func `ends when nothing is taken`() async throws {
        try await serve(.milliseconds(100)) { port, ends in
            let (_, counted) = AsyncStream<Int>.makeStream()
            let client = try await connect(port, reads: false, counted)
            var told = ends.makeAsyncIterator()
            #expect(await told.next() == false)
            try? await client.close()  // the server did
        }
    }

    @Test func `goes on while it is read, and brings everything`() async throws {
        try await serve(.seconds(30)) { port, ends in
            let (counts, counted) = AsyncStream<Int>.makeStream()
            let client = try await connect(port, reads: true, counted)
            var sum = 0
            for await count in counts { sum += count }
            #expect(sum == Self.bytes)
            try? await client.close()  // the server did
        }
    }
}

/// Tells how many bytes came, until no more do.
private final class Counter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let counted: AsyncStream<Int>.Continuation

    init(_ counted: AsyncStream<Int>.Continuation) { self.counted = counted }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        counted.yield(unwrapInboundIn(data).readableBytes)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { counted.finish() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) { counted.finish() }
}
