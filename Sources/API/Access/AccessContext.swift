package import Access
package import Hummingbird
import NIOCore

/// What belongs to one request: who is asking, and from where.
package struct AccessContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Nobody with no right to anything, until the guard of a route has looked.
    package internal(set) var identity = Identity.anonymous(.none)
    /// Where it came from, as far as limits and the audit trail care.
    package internal(set) var client = ClientAddress.unknown
    /// Whether the visitor's connection is encrypted.
    package internal(set) var isSecure = false
    /// Asks again whether who asked may still be answered: for what goes on for long.
    package internal(set) var isStillLetIn: @Sendable () async -> Bool = { true }
    /// The address of the connection's other end, which may be a proxy.
    let peer: String?
    let channel: any Channel

    package init(source: Source) {
        coreContext = .init(source: source)
        channel = source.channel
        peer = source.channel.remoteAddress?.ipAddress
    }
}
