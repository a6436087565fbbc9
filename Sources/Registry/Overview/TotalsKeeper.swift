/// Keeps what was counted, so that a large house is not counted for every visitor.
package actor TotalsKeeper {
    private struct Last {
        let totals: HouseTotals
        /// Of what was there when the count began.
        let mark: Int64
        let at: ContinuousClock.Instant
        let took: Duration
    }

    /// Where nobody has come or gone, a count holds for so long.
    private static let age = Duration.seconds(30)

    private let cheap: Duration
    private let rest: Int
    private let mark: @Sendable () async throws -> Int64
    private let count: @Sendable () async throws -> HouseTotals
    private var last: Last?
    private var isWanted = false

    /// - Parameters:
    ///   - cheap: a count that takes no longer than this is made anew for every look.
    ///   - rest: between two counts, as a multiple of what the last one took, however much comes and goes.
    ///   - mark: another number whenever something was kept or removed; asked often.
    package init(
        cheap: Duration = .milliseconds(15), rest: Int = 10, mark: @escaping @Sendable () async throws -> Int64,
        count: @escaping @Sendable () async throws -> HouseTotals
    ) {
        self.cheap = cheap
        self.rest = rest
        self.mark = mark
        self.count = count
    }

    /// The totals with the moment they were counted at: of now where that is cheap, else of the last count, which says
    /// so when something came or went since.
    package func totals() async throws -> HouseTotals {
        guard let last, last.took > cheap else { return try await recount() }
        isWanted = ContinuousClock.now - last.at > Self.age
        var totals = last.totals
        totals.isBehind = try await mark() != last.mark
        return totals
    }

    /// Counts if nobody has yet, if something came or went, and anew if what was given out last was old; called every
    /// second or so by whoever serves.
    package func refresh() async throws {
        guard let last else {
            _ = try await recount()
            return
        }
        guard last.took > cheap else { return }
        if !isWanted {
            guard ContinuousClock.now - last.at >= last.took * rest, try await mark() != last.mark else { return }
        }
        isWanted = false
        _ = try await recount()
    }

    private func recount() async throws -> HouseTotals {
        let mark = try await mark()
        let began = ContinuousClock.now
        let totals = try await count()
        let now = ContinuousClock.now
        last = Last(totals: totals, mark: mark, at: now, took: now - began)
        return totals
    }
}
