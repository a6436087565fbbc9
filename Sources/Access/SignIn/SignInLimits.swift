/// Every limit of signing in through providers. Times are milliseconds.
enum SignInLimits {
    /// How long somebody may take at the provider.
    static let attempt = 10 * AccessLimits.minute
    /// Begun and not ended, from one address; more are refused.
    static let attemptsOfAddress: Int64 = 100
    /// Begun and not ended, altogether; the oldest give way.
    static let attempts: Int64 = 10_000
    /// People whose provider is being asked at once, and how many more may wait.
    static let atOnce = 16
    static let waiting = 64

    /// How long a provider's description of itself and its keys are kept.
    static let kept = AccessLimits.hour
    /// Keys are asked for again for one that is not among them, but not within this.
    static let keysPause = AccessLimits.minute
    /// What a provider's clock may be off.
    static let leeway = AccessLimits.minute
    /// Keys of a provider that are looked at.
    static let keys = 64

    /// What comes back from a provider through the browser.
    static let code = 4096
    /// An id_token, in bytes.
    static let token = 64 << 10
    /// The subject of an account (OpenID Connect Core, 2): its issuer's, at most 255 characters.
    static let subject = 255
    /// What somebody is called at the provider.
    static let label = 200
    /// An address of this server to go on to.
    static let next = 1024
    /// Accounts linked to one user.
    static let identities = 20
}
