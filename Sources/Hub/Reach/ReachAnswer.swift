package import Domain
package import NIOHTTP1

/// What an address that somebody else wrote answered.
package struct ReachAnswer: Sendable {
    /// Where the redirects ended.
    package let location: WebLocation
    package let status: Int
    package let headers: HTTPHeaders
    package let body: [UInt8]
}

/// How much of an answer is waited for and read.
package struct ReachLimits: Hashable, Sendable {
    /// Of the body; more is an error.
    package var bytes: ByteCount
    /// For everything: names, connections, redirects, body.
    package var time: Duration
    /// Addresses asked one after the other because each leads to the next.
    package var hops: Int

    package init(bytes: ByteCount = ByteCount(1 << 20), time: Duration = .seconds(15), hops: Int = 5) {
        self.bytes = bytes
        self.time = time
        self.hops = hops
    }
}
