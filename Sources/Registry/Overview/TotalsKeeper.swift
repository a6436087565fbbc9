/// Keeps what was counted, so that a large house is not counted for every visitor.
package actor TotalsKeeper {
    /// A count that takes no longer than this is made anew for every look.
    private static let cheap = Duration.milliseconds(15)
    /// Else it holds for so long.
    private static let age = Duration.seconds(30)

    private let count: @Sendable () async throws -> HouseTotals
    private var last: (totals: HouseTotals, at: ContinuousClock.Instant, took: Duration)?
    private var isWanted = false

    package init(count: @escaping @Sendable () async throws -> HouseTotals) { self.count = count }

    /// The totals with the moment they were counted at: of now where that is cheap, else of the last half minute, or
    /// longer ago when nobody has asked since.
    package func totals() async throws -> HouseTotals {
        guard let last, last.took > Self.cheap else { return try await recount() }
        isWanted = ContinuousClock.now - last.at > Self.age
        return last.totals
    }

    /// Counts if nobody has yet, and anew if what was given out last was old; called every few seconds by whoever serves.
    package func refresh() async throws {
        guard isWanted || last == nil else { return }
        isWanted = false
        _ = try await recount()
    }

    private func recount() async throws -> HouseTotals {
        let began = ContinuousClock.now
        let totals = try await count()
        let now = ContinuousClock.now
        last = (totals, now, now - began)
        return totals
    }
}
