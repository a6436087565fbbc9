/// Every limit of accounts. Times are milliseconds unless the name says otherwise.
package enum AccessLimits {
    static let second: Int64 = 1000
    static let minute = 60 * second
    static let hour = 60 * minute
    package static let day = 24 * hour

    /// How long a token of `/authenticate` lasts.
    static let loginToken = 12 * hour
    /// How long a session lasts without being used, and at most.
    static let sessionIdle = day
    static let sessionLongest = 30 * day
    /// Use is noted this often at most, so that reading does not write.
    static let noting = 10 * minute
    /// What has ended is still listed for so long.
    static let ended = 30 * day
    /// Live tokens of one user; of those made by signing in, the oldest gives way.
    static let tokens = 100
    /// Live sessions of one user; the oldest gives way.
    static let sessions = 50
    /// The longest life of a token, in days.
    package static let tokenDays = 3650

    /// Wrong passwords are forgotten after so long without another.
    static let failuresForgotten = hour
    /// An address from which a user signed in is known to be theirs for so long.
    static let placeTrusted = 30 * day

    /// Password checks at once (each takes 32 MiB), and how many more may wait.
    static let checksAtOnce = 2
    static let checksWaiting = 32

    /// Rows of the audit trail; the oldest give way.
    static let auditRows: Int64 = 500_000
    /// Refusals of one kind are one row a minute, with their number.
    static let refusalWindow = minute
    /// Kinds of refusals told apart at once.
    static let refusalKinds = 500
}
