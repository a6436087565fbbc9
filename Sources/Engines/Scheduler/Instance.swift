package import Domain

/// One process that holds a model, as the scheduler sees it.
package struct Instance: Hashable, Sendable {
    package typealias ID = Int

    package enum Phase: Hashable, Sendable {
        case loading
        case ready
        /// Asked to end; its memory is free when it has.
        case unloading
    }

    package let id: ID
    package let plan: LoadPlan
    package internal(set) var phase = Phase.loading
    /// What is set aside for it: expected at first, then as measured.
    package internal(set) var memory: ByteCount
    package internal(set) var keepAlive: KeepAlive
    /// Who uses it now.
    package internal(set) var users: Set<Ticket> = []
    /// Milliseconds, when the last user left; the start for one nobody has used.
    package internal(set) var lastUsed: Int64
    /// When it became ready.
    package internal(set) var readySince: Int64?
    /// Takes no new users: somebody has waited for its memory for too long.
    package internal(set) var isDraining = false
    /// Somebody asked for its end, which comes when its users are done.
    package internal(set) var isStopping = false

    package var isBusy: Bool { !users.isEmpty }
    package var isPinned: Bool { keepAlive == .pinned }

    /// Whether it may be ended for the sake of another.
    var isIdle: Bool { phase == .ready && !isBusy && !isPinned }

    /// Whether a new user may have it.
    var takesUsers: Bool { phase == .ready && !isDraining && !isStopping && users.count < plan.places }

    /// When it ends by itself; nil while it is used, pinned, or not ready.
    package var expires: Int64? {
        guard phase == .ready, !isBusy else { return nil }
        guard !isStopping else { return lastUsed }
        guard case .idle(let time) = keepAlive else { return nil }
        let (moment, isTooFar) = lastUsed.addingReportingOverflow(time)
        return isTooFar ? nil : moment
    }
}

/// One request's claim to an instance.
package struct Ticket: Hashable, Sendable {
    package let number: Int

    package init(_ number: Int) { self.number = number }
}
