package import Domain

/// What can happen. Each answers with what to do.
extension Scheduler {
    /// Somebody wants a model, until `deadline`.
    package mutating func request(
        _ ticket: Ticket, _ plan: LoadPlan, deadline: Int64, at now: Int64
    ) -> [Effect] {
        if let failure = failures[plan.id], failure.until > now {
            return refused(
                ticket, plan, .failing(label: plan.label, why: failure.why, retryAfter: failure.until - now), at: now)
        }
        if let id = usable(plan) { return grant(ticket, id, plan) }
        if let refusal = neverFits(plan) { return refused(ticket, plan, refusal, at: now) }
        let line = waiting.count { $0.plan.id == plan.id }
        guard line < limits.queue, waiting.count < limits.wholeQueue else {
            let users = instances.values.first { $0.plan.id == plan.id }?.users.count ?? 0
            let refusal =
                line < limits.queue
                ? Refusal.queueFull(waiting.count) : .lineFull(label: plan.label, users: users, waiting: line)
            return refused(ticket, plan, refusal, at: now)
        }
        waiting.append(Waiting(ticket: ticket, plan: plan, since: now, deadline: deadline))
        return settle(at: now)
    }

    /// A user is done, or went away; one that still waits goes away too.
    package mutating func release(_ ticket: Ticket, at now: Int64) -> [Effect] {
        waiting.removeAll { $0.ticket == ticket }
        for id in instances.keys where instances[id]?.users.remove(ticket) != nil {
            instances[id]?.lastUsed = now
        }
        return settle(at: now)
    }

    /// A process answers; `memory` is what it took, when that is known.
    package mutating func ready(_ id: Instance.ID, memory: ByteCount?, at now: Int64) -> [Effect] {
        guard let instance = instances[id], instance.phase == .loading else { return [] }
        instances[id]?.phase = .ready
        instances[id]?.readySince = now
        instances[id]?.lastUsed = now
        if let memory { instances[id]?.memory = memory }
        let said = Decision(
            at: now, kind: .ready, label: instance.plan.label,
            reason: "holds \(memory ?? instance.memory), expected \(instance.plan.need)")
        return [.decision(said)] + settle(at: now)
    }

    /// What a running process holds now.
    package mutating func measured(_ id: Instance.ID, memory: ByteCount, at now: Int64) -> [Effect] {
        guard instances[id]?.phase == .ready else { return [] }
        instances[id]?.memory = memory
        return settle(at: now)
    }

    /// A process ended: as it was asked to, before it was ready, or by itself. `why` says how, for the latter two.
    package mutating func exited(_ id: Instance.ID, why: String, at now: Int64) -> [Effect] {
        guard let instance = instances.removeValue(forKey: id) else { return [] }
        var effects: [Effect] = []
        if instance.phase != .unloading {
            effects.append(
                .decision(
                    Decision(
                        at: now, kind: instance.phase == .loading ? .fail : .exit, label: instance.plan.label,
                        reason: why)))
            effects += failed(instance, why, at: now)
        }
        return effects + settle(at: now)
    }

    /// Somebody wants a model out of memory: at once when idle, else as soon as its users are done.
    package mutating func stop(_ id: Instance.ID, at now: Int64) -> [Effect] {
        guard let instance = instances[id], instance.phase != .unloading else { return [] }
        var effects: [Effect] = []
        for one in waiting where one.plan.id == instance.plan.id {
            effects += refuse(one, .stopped(label: one.plan.label), at: now)
        }
        if instance.isBusy {
            instances[id]?.isStopping = true
            return effects
        }
        return effects + end(id, "stopped by hand", at: now) + settle(at: now)
    }

    /// How long it stays is another: it was pinned, or let go.
    package mutating func keep(_ id: Instance.ID, _ keepAlive: KeepAlive, at now: Int64) -> [Effect] {
        instances[id]?.keepAlive = keepAlive
        return settle(at: now)
    }

    /// The budget is another, such as when the machine's free memory is.
    package mutating func setBudget(_ budget: ByteCount, at now: Int64) -> [Effect] {
        limits.budget = budget
        return settle(at: now)
    }

    func usable(_ plan: LoadPlan) -> Instance.ID? {
        instances.values.first { $0.plan.id == plan.id && $0.takesUsers }?.id
    }

    mutating func grant(_ ticket: Ticket, _ id: Instance.ID, _ plan: LoadPlan) -> [Effect] {
        instances[id]?.users.insert(ticket)
        instances[id]?.keepAlive = plan.keepAlive
        return [.grant(ticket, id)]
    }

    /// Nil when it fits once everything is gone that may go.
    func neverFits(_ plan: LoadPlan) -> Refusal? {
        // Who waits for a place at one that is there needs no memory.
        guard !instances.values.contains(where: { $0.plan.id == plan.id && $0.phase != .unloading }) else { return nil }
        let pinned = instances.values.filter { $0.isPinned && $0.plan.id != plan.id }
        let free = limits.budget - pinned.map(\.memory).total()
        guard plan.need > free else { return nil }
        return .tooLarge(
            label: plan.label, need: plan.need, free: free, budget: limits.budget,
            pinned: pinned.sorted { $0.id < $1.id }.map { "\($0.plan.label) (\($0.memory))" })
    }

    private mutating func failed(_ instance: Instance, _ why: String, at now: Int64) -> [Effect] {
        if let since = instance.readySince, now - since >= limits.proven {
            failures[instance.plan.id] = nil
            return []
        }
        let count = min((failures[instance.plan.id]?.count ?? 0) + 1, 20)
        let pause = min(limits.pause << Int64(count - 1), limits.longestPause)
        failures[instance.plan.id] = Failure(count: count, why: why, until: now + pause)
        var effects: [Effect] = []
        for one in waiting where one.plan.id == instance.plan.id {
            effects += refuse(one, .failing(label: one.plan.label, why: why, retryAfter: pause), at: now)
        }
        return effects
    }
}
