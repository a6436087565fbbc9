/// Counts refusals that come again and again, so that a flood of them is a line a minute instead of a full disk.
struct RefusalTally: Sendable {
    /// Refusals that are told together.
    struct Kind: Hashable, Sendable {
        let identity: Identity
        let action: AuditAction
        let subject: String
        let detail: String?
        let address: ClientAddress?
    }

    /// A line to write.
    struct Line: Hashable, Sendable {
        let kind: Kind
        let times: Int64
    }

    private struct Count {
        var since: Int64
        var held: Int64
    }

    private var counts: [Kind: Count] = [:]

    /// Counts one; the lines to be written now, of this kind and of those whose minute is over.
    mutating func note(_ kind: Kind, at now: Int64) -> [Line] {
        var lines = settle(at: now)
        guard var count = counts[kind] else {
            // Too many kinds at once is a flood too: what cannot be told apart is still told.
            if counts.count >= AccessLimits.refusalKinds { lines += drain() }
            counts[kind] = Count(since: now, held: 0)
            return lines + [Line(kind: kind, times: 1)]
        }
        count.held += 1
        counts[kind] = count
        return lines
    }

    /// The lines of what was held back, for the end.
    mutating func drain() -> [Line] {
        defer { counts = [:] }
        return counts.filter { $0.value.held > 0 }.map { Line(kind: $0.key, times: $0.value.held) }
    }

    private mutating func settle(at now: Int64) -> [Line] {
        let over = counts.filter { now - $0.value.since >= AccessLimits.refusalWindow }
        for kind in over.keys { counts[kind] = nil }
        return over.filter { $0.value.held > 0 }.map { Line(kind: $0.key, times: $0.value.held) }
    }
}
