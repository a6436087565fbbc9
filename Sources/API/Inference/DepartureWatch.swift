import NIOCore
import Synchronization

/// Notices that who asked has gone, while nothing is read from or written to the connection; and closes the connection of
/// one who is there and reads nothing.
final class DepartureWatch: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let gone: AsyncStream<Void>.Continuation
    /// How long what waits to be sent may wait without a byte of it going out; nil for as long as it takes.
    private let patience: Duration?
    private let look = Mutex<Scheduled<Void>?>(nil)

    init(_ gone: AsyncStream<Void>.Continuation, patience: Duration?) {
        self.gone = gone
        self.patience = patience
    }

    func handlerAdded(context: ChannelHandlerContext) { watchReading(context.channel) }

    func handlerRemoved(context: ChannelHandlerContext) { stopWatching() }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        watchReading(context.channel)
        context.fireChannelWritabilityChanged()
    }

    /// More waits to be sent than may: it is looked at again when the patience is over.
    private func watchReading(_ channel: any Channel) {
        stopWatching()
        guard let patience, !channel.isWritable else { return }
        let before = Self.waiting(channel)
        let next = channel.eventLoop.scheduleTask(in: TimeAmount(patience)) { [self] in
            guard !channel.isWritable else { return }
            if Self.waiting(channel) < before { return watchReading(channel) }
            gone.finish()
            channel.close(promise: nil)
        }
        look.withLock { $0 = next }
    }

    private func stopWatching() {
        look.withLock { look in
            look?.cancel()
            look = nil
        }
    }

    /// Bytes that are not sent yet.
    private static func waiting(_ channel: any Channel) -> Int {
        do {
            return try channel.syncOptions?.getOption(.bufferedWritableBytes) ?? 0
        } catch {
            return 0  // then only the time counts
        }
    }

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
    ///
    /// - Parameter patience: how long one who is there may take nothing of what is sent; nil for as long as they like.
    func untilGone<Value: Sendable>(
        patience: Duration? = nil, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let (presence, gone) = AsyncStream<Void>.makeStream()
        let watch = DepartureWatch(gone, patience: patience)
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
