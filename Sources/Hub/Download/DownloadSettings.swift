/// How hard a download tries.
package struct DownloadSettings: Sendable {
    /// Files fetched at once.
    package var filesAtOnce = 8
    /// Requests at once for one large file.
    package var connectionsPerFile = 4
    /// Parts asked for in one request.
    package var partsPerRequest = 2
    /// Tries without a single new byte before giving up.
    package var triesWithoutProgress = 6
    /// How long a transfer may stand still before it is asked for again.
    package var stallLimit: Duration = .seconds(20)
    /// The first pause between tries; doubles up to thirty times itself.
    package var firstPause: Duration = .milliseconds(500)

    package init() {}
}
