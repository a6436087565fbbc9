package import NIOCore

/// Ends a connection whose other end sends no more, and takes nothing of what it is sent either.
///
/// A client that closes its socket over bytes it did not read is noticed at once. One that has read all that came, with its
/// window full, says no more than one that only ends its own direction: its kernel answers probes of the window for a minute
/// or longer as if it were there. Who still reads keeps the connection.
package final class ForsakenWatch: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = Never

    /// For how long nothing may be taken; the kernel takes in advance for readers, so that slow ones seem to rest.
    package static let patience = TimeAmount.seconds(10)

    private let patience: TimeAmount
    private var look: Scheduled<Void>?

    package init(patience: TimeAmount = ForsakenWatch.patience) { self.patience = patience }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { watch(context, before: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    package func channelInactive(context: ChannelHandlerContext) {
        look?.cancel()
        context.fireChannelInactive()
    }

    package func handlerRemoved(context: ChannelHandlerContext) { look?.cancel() }

    /// - Parameter before: how much waited to be taken at the last look.
    private func watch(_ context: ChannelHandlerContext, before: Int?) {
        look = context.eventLoop.assumeIsolated().scheduleTask(in: patience) { [self] in
            let waits = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)  // closed: nothing to watch
            guard let waits, context.channel.isActive else { return }
            if waits > 0, waits == before { return context.close(promise: nil) }
            watch(context, before: waits)
        }
    }
}
