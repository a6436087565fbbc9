package import Domain

/// What one code repository may cost.
package struct ForgeLimits: Hashable, Sendable {
    /// Bytes on disk while it is read; a clone that passes them is ended.
    package var clone = ByteCount(512 << 20)
    /// For everything: asking, cloning, reading.
    package var time: Duration = .seconds(150)
    /// Of `time`, for the clone of the whole history; then a short history is asked for.
    package var fullCloneTime: Duration = .seconds(90)
    /// Commits of the short history.
    package var shortHistory = 200
    /// For the small files of the head together.
    package var headTime: Duration = .seconds(40)
    package var head = ByteCount(64 << 20)
    /// Files from here on are not fetched: their size is recorded as this.
    package var largeFile = ByteCount(1 << 20)
    /// Commits that are read.
    package var commits = 50_000
    /// Bytes of what `git log` prints.
    package var log = 96 << 20
    /// Changes of one commit that are kept: more is an import, not work.
    package var changesPerCommit = 5_000
    /// Files of the head.
    package var files = 200_000
    package var tags = 2_000
    /// Texts that are kept, each and together.
    package var texts = 120
    package var text = ByteCount(256 << 10)
    package var textTotal = ByteCount(4 << 20)
    /// Repositories that are cloned at once.
    package var atOnce = 2

    package init() {}
}

/// How code repositories are read.
package struct ForgeSettings: Sendable {
    /// `vetting.code`: whether they are read at all.
    package var isOn: Bool
    /// Whether `file://` addresses may be read; for tests and for operators who mirror by hand.
    package var allowsLocal: Bool
    package var limits: ForgeLimits
    /// What was read is used again for so long.
    package var keepFor: Duration
    /// What could not be read is not tried again for so long.
    package var forgetFailuresAfter: Duration
    /// Bytes of the cache on disk.
    package var cache: ByteCount

    package init(
        isOn: Bool = true, allowsLocal: Bool = false, limits: ForgeLimits = ForgeLimits(),
        keepFor: Duration = .seconds(86_400), forgetFailuresAfter: Duration = .seconds(300),
        cache: ByteCount = ByteCount(512 << 20)
    ) {
        self.isOn = isOn
        self.allowsLocal = allowsLocal
        self.limits = limits
        self.keepFor = keepFor
        self.forgetFailuresAfter = forgetFailuresAfter
        self.cache = cache
    }
}
