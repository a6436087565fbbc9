import Scoring

/// What was read of a code repository: the history stays as git printed it, because that is small and quick to read again.
struct CodeRecord: Sendable {
    /// Without its history.
    var fact: CodeFact
    var log: CodeLog
}

/// What `git log` printed.
struct CodeLog: Sendable {
    var bytes: [UInt8] = []
    /// Whether it was ended before it was done.
    var isCut = false
    /// Commits whose parents are not here.
    var boundary: Set<String> = []
}

extension CodeRecord {
    /// The fact with its history read.
    @concurrent
    func completed(limits: ForgeLimits) async -> CodeFact {
        var fact = fact
        guard case .unavailable = fact.history else { return fact }
        do {
            var commits = try HistoryFormat.parse(
                log.bytes, isCut: log.isCut, changesPerCommit: limits.changesPerCommit, leavingOut: log.boundary)
            if commits.count > limits.commits {
                commits = Array(commits.prefix(limits.commits))
                fact.historyIsPartial = true
            }
            fact.history = .known(commits)
        } catch {
            let words = (error as? ForgeError)?.reason
            fact.history = .unavailable(words ?? "the history cannot be read")
        }
        return fact
    }
}
