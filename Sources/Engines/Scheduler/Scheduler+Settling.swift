import Domain

/// What follows from how things stand.
extension Scheduler {
    /// Ends what has stayed long enough, serves who can be served, and makes room for the first who cannot.
    package mutating func settle(at now: Int64) -> [Effect] {
        var effects: [Effect] = []
        for one in waiting where one.deadline <= now {
            effects += refuse(one, .waitedTooLong(label: one.plan.label, why: hindrance(of: one.plan)), at: now)
        }
        for one in waiting {
            if let refusal = neverFits(one.plan) { effects += refuse(one, refusal, at: now) }
        }
        for instance in ordered where instance.expires.map({ $0 <= now }) ?? false && !isAwaited(instance) {
            effects += end(instance.id, "idle since \(Self.seconds(now - instance.lastUsed))", at: now)
        }
        effects += shrink(at: now)
        effects += serve(at: now)
        return effects
    }

    /// Oldest first, so that the same happenings always lead to the same end.
    private var ordered: [Instance] { instances.values.sorted { $0.id < $1.id } }

    /// Idle ones, who was used longest ago first.
    private var idle: [Instance] {
        instances.values.filter(\.isIdle).sorted { ($0.lastUsed, $0.id) < ($1.lastUsed, $1.id) }
    }

    private func isAwaited(_ instance: Instance) -> Bool { waiting.contains { $0.plan.id == instance.plan.id } }

    /// Processes grew beyond the budget, or it shrank: what is idle goes until they fit.
    private mutating func shrink(at now: Int64) -> [Effect] {
        let staying = instances.values.filter { $0.phase != .unloading }.map(\.memory).total()
        guard staying > limits.budget else { return [] }
        var effects: [Effect] = []
        for victim in victims(for: staying - limits.budget) ?? idle {
            let why = "\(staying) are held and \(limits.budget) may be"
            effects += end(victim.id, why, at: now)
        }
        return effects
    }

    /// The line, from its front: who finds the model ready gets it, and the first who lacks memory stops the rest from
    /// loading anything, so that nobody overtakes for ever.
    private mutating func serve(at now: Int64) -> [Effect] {
        var effects: [Effect] = []
        var isBlocked = false
        var draining: Set<Instance.ID> = []
        for one in waiting {
            if let id = usable(one.plan) {
                waiting.removeAll { $0.ticket == one.ticket }
                effects += grant(one.ticket, id, one.plan)
                continue
            }
            // Loading: it will be told. Leaving or draining: it must be gone before it comes again.
            guard !isBlocked, !instances.values.contains(where: { $0.plan.id == one.plan.id }) else { continue }
            if one.plan.need <= free {
                guard instances.values.count(where: { $0.phase == .loading }) < limits.loadsAtOnce else {
                    isBlocked = true
                    continue
                }
                effects += start(one.plan, "needs \(one.plan.need), \(free) free of \(limits.budget)", at: now)
            } else {
                effects += makeRoom(for: one, &draining, at: now)
                isBlocked = true
            }
        }
        return effects + spare(allBut: draining, at: now)
    }

    /// Who need not go after all, because the one who waited has gone or found room elsewhere, takes users again.
    private mutating func spare(allBut draining: Set<Instance.ID>, at now: Int64) -> [Effect] {
        let spared = instances.values.filter { $0.isDraining && !draining.contains($0.id) }.map(\.id)
        guard !spared.isEmpty else { return [] }
        for id in spared { instances[id]?.isDraining = false }
        return serve(at: now)
    }

    private mutating func makeRoom(
        for one: Waiting, _ draining: inout Set<Instance.ID>, at now: Int64
    ) -> [Effect] {
        let leaving = instances.values.filter { $0.phase == .unloading }.map(\.memory).total()
        // Compared as sums: `free` is never negative, and would hide what is held above the budget.
        let held = used - leaving + one.plan.need
        guard held > limits.budget else { return [] }
        let lacking = held - limits.budget
        if let victims = victims(for: lacking) {
            return victims.flatMap { victim in
                let why =
                    "idle for \(Self.seconds(now - victim.lastUsed)), frees \(victim.memory) for "
                    + "`\(one.plan.label)`, which needs \(one.plan.need) with \(free) free"
                return end(victim.id, why, for: one.plan.id, at: now)
            }
        }
        guard now - one.since >= limits.patience else { return [] }
        return drain(for: one, lacking, &draining, at: now)
    }

    /// Idle ones that together hold so much, those used longest ago first and none too many; nil when all hold too little.
    private func victims(for lacking: ByteCount) -> [Instance]? {
        Self.fewest(idle, holding: lacking)
    }

    /// From the front until it is enough, then without those that turn out not to be needed.
    private static func fewest(_ candidates: [Instance], holding lacking: ByteCount) -> [Instance]? {
        var chosen: [Instance] = []
        var sum = ByteCount.zero
        for one in candidates where sum < lacking {
            chosen.append(one)
            sum += one.memory
        }
        guard sum >= lacking else { return nil }
        for one in chosen.reversed() where sum - one.memory >= lacking {
            sum = sum - one.memory
            chosen.removeAll { $0.id == one.id }
        }
        return chosen
    }

    /// Keeps new users from instances whose memory the first of the line needs.
    private mutating func drain(
        for one: Waiting, _ lacking: ByteCount, _ draining: inout Set<Instance.ID>, at now: Int64
    ) -> [Effect] {
        // Idle ones among the chosen stay until all are: one that is unloaded too early may have to be loaded again.
        let busy = instances.values.filter { $0.phase == .ready && $0.isBusy && !$0.isPinned }
            .sorted { ($0.isDraining ? 0 : 1, $0.lastUsed, $0.id) < ($1.isDraining ? 0 : 1, $1.lastUsed, $1.id) }
        guard let chosen = Self.fewest(idle + busy, holding: lacking) else { return [] }
        var effects: [Effect] = []
        for instance in chosen where instance.isBusy {
            draining.insert(instance.id)
            guard !instance.isDraining else { continue }
            instances[instance.id]?.isDraining = true
            let why = "`\(one.plan.label)` has waited \(Self.seconds(now - one.since)) for \(one.plan.need)"
            effects.append(
                .decision(Decision(at: now, kind: .drain, label: instance.plan.label, reason: why)))
        }
        return effects
    }

    /// What a wish waits for, in words.
    private func hindrance(of plan: LoadPlan) -> String {
        if let instance = instances.values.first(where: { $0.plan.id == plan.id }) {
            switch instance.phase {
            case .loading: return "it is still loading"
            case .unloading: return "it is being unloaded first"
            case .ready: return "\(instance.users.count) use it, and others came before"
            }
        }
        let busy = instances.values.filter(\.isBusy).sorted { $0.id < $1.id }.map(\.plan.label)
        return "it needs \(plan.need), \(free) free, busy: \(busy.isEmpty ? "none" : busy.joined(separator: ", "))"
    }

    static func seconds(_ milliseconds: Int64) -> String { "\(milliseconds / 1000) s" }
}
