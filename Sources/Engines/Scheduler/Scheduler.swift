package import Domain

/// Which models are in memory: a state machine without clock, processes or tasks.
///
/// Everything that happens is told to it with the moment it happened (milliseconds of a clock that only goes forward); it answers
/// with what to do. It never sets aside more than the budget, never ends what is used, ends no more than is needed, and
/// lets nobody wait for ever:
/// who needs memory waits in a line, and the first of it, after `patience`, keeps others from using what must go.
package struct Scheduler: Sendable {
    /// What it may do.
    package struct Limits: Hashable, Sendable {
        /// Bytes of all instances together.
        package var budget: ByteCount
        /// How many may wait for one model.
        package var queue = 512
        /// How many may wait for all models together.
        package var wholeQueue = 4096
        /// How many models are read from disk at the same time: two at once are both slower.
        package var loadsAtOnce = 1
        /// Milliseconds the first of the line waits for busy instances to become idle by themselves.
        package var patience: Int64 = 10_000
        /// Milliseconds after a first failure to load before it is tried again; doubled each time, to `longestPause`.
        package var pause: Int64 = 5_000
        package var longestPause: Int64 = 600_000
        /// An instance that ends by itself sooner than this after it was ready has failed.
        package var proven: Int64 = 60_000

        package init(budget: ByteCount) { self.budget = budget }
    }

    /// One who waits for a model to be loaded.
    package struct Waiting: Hashable, Sendable {
        package let ticket: Ticket
        package let plan: LoadPlan
        package let since: Int64
        package let deadline: Int64
    }

    /// What went wrong with a model lately.
    struct Failure: Hashable, Sendable {
        var count: Int
        var why: String
        var until: Int64
    }

    package var limits: Limits
    /// By their number, which is the order they were loaded in.
    package internal(set) var instances: [Instance.ID: Instance] = [:]
    /// In the order they came.
    package internal(set) var waiting: [Waiting] = []
    var failures: [String: Failure] = [:]
    private var lastNumber = 0

    package init(limits: Limits) { self.limits = limits }

    /// What all processes together hold or will hold.
    package var used: ByteCount { instances.values.map(\.memory).total() }
    package var free: ByteCount { limits.budget - used }

    mutating func start(_ plan: LoadPlan, _ why: String, at now: Int64) -> [Effect] {
        lastNumber += 1
        instances[lastNumber] = Instance(
            id: lastNumber, plan: plan, memory: plan.need, keepAlive: plan.keepAlive, lastUsed: now)
        return [.decision(Decision(at: now, kind: .load, label: plan.label, reason: why)), .load(lastNumber, plan)]
    }

    mutating func end(
        _ id: Instance.ID, _ why: String, for beneficiary: String? = nil, at now: Int64
    ) -> [Effect] {
        guard let instance = instances[id], instance.phase != .unloading else { return [] }
        instances[id]?.phase = .unloading
        let said = Decision(
            at: now, kind: .unload, label: instance.plan.label, reason: why, beneficiary: beneficiary)
        return [.decision(said), .unload(id)]
    }

    mutating func refuse(_ one: Waiting, _ refusal: Refusal, at now: Int64) -> [Effect] {
        waiting.removeAll { $0.ticket == one.ticket }
        return refused(one.ticket, one.plan, refusal, at: now)
    }

    func refused(_ ticket: Ticket, _ plan: LoadPlan, _ refusal: Refusal, at now: Int64) -> [Effect] {
        let said = Decision(at: now, kind: .refuse, label: plan.label, reason: refusal.problem.message)
        return [.decision(said), .refuse(ticket, refusal)]
    }
}
