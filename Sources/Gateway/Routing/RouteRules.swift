/// How often, how long, and how patiently a route tries.
package struct RouteRules: Hashable, Sendable {
    /// Tries of one leg, at most.
    package var attempts = 3
    /// One try: until a stream's first content, or a whole answer.
    package var attemptTimeout = Duration.seconds(120)
    /// All tries together, waiting included.
    package var totalTimeout = Duration.seconds(600)
    /// Without a byte in the middle of a stream.
    package var idleTimeout = Duration.seconds(60)
    /// Without the one who asked taking anything of a stream that waits for it.
    package var readerTimeout = Duration.seconds(60)
    /// The first pause before a leg is tried again; it doubles each time.
    package var pause = Duration.milliseconds(250)
    package var longestPause = Duration.seconds(8)
    /// Longer than this nobody waits for a provider that wants to be left alone, though it names the time.
    package var longestRetryAfter = Duration.seconds(60)

    package init() {}
}
