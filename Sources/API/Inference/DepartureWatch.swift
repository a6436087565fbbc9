import NIOCore

/// Notices that who asked has gone, while nothing is read from or written to the connection.
final class DepartureWatch: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let gone: AsyncStream<Void>.Continuation

    init(_ gone: AsyncStream<Void>.Continuation) { self.gone = gone }

    /// Whoever closes a connection looks at first like one who only has nothing more to send; clients of ours never do that.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { gone.finish() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        gone.finish()
        context.fireChannelInactive()
    }
}

extension AccessContext {
    /// Does what takes long; who asked and goes away ends it.
    ///
    /// Hummingbird has the same for a body that is not read yet, and ends the process when it was.
    func untilGone<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let (presence, gone) = AsyncStream<Void>.makeStream()
        let watch = DepartureWatch(gone)
        try await channel.pipeline.addHandler(watch, position: .first).get()
        defer { _ = channel.pipeline.removeHandler(watch) }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                for await _ in presence {}
                throw CancellationError()
            }
            group.addTask { try await work() }
            defer { group.cancelAll() }
            while let next = try await group.next() {
                if let value = next { return value }
            }
            throw CancellationError()
        }
    }
}
