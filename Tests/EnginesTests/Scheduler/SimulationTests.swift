import Domain
import Testing

@testable import Engines

/// Thousands of random happenings, and what must hold after each.
struct `A simulated house of models` {
    @Test(arguments: 0..<40)
    func `never breaks its promises`(seed: UInt64) {
        var world = World(seed: seed)
        for _ in 0..<400 { world.step() }
        world.comeToRest()
        #expect(world.broken.isEmpty, "seed \(seed): \(world.broken.prefix(3))")
        #expect(world.granted > 50, "seed \(seed): only \(world.granted) requests got a model")
    }
}

/// Requests, processes and a clock, driven by chance.
struct World {
    private var scheduler: Scheduler
    private var chance: SplitMix
    private var now: Int64 = 0
    private var nextTicket = 0
    private let plans: [LoadPlan]
    /// Who holds which instance, and until when.
    private var holding: [Ticket: Int64] = [:]
    private var loading: [Instance.ID: Int64] = [:]
    private var leaving: [Instance.ID: Int64] = [:]
    private var asked: Set<Ticket> = []
    private(set) var granted = 0
    private(set) var broken: [String] = []

    init(seed: UInt64) {
        var chance = SplitMix(state: seed &* 0x9E37 &+ 1)
        var limits = Scheduler.Limits(budget: ByteCount(1000))
        limits.wholeQueue = 8
        limits.queue = 5
        limits.loadsAtOnce = Int(chance.below(3)) + 1
        limits.patience = 500
        plans = (0..<12).map { number in
            let keepAlive: [KeepAlive] = [.idle(0), .idle(300), .idle(5000), number == 0 ? .pinned : .idle(50_000)]
            var plan = LoadPlan(
                id: "m\(number)", label: "model-\(number)",
                need: ByteCount(chance.below(number == 11 ? 1500 : 600) + 20),
                keepAlive: keepAlive[Int(chance.below(4))])
            plan.places = number % 3 == 0 ? 2 : .max
            return plan
        }
        scheduler = Scheduler(limits: limits)
        self.chance = chance
    }

    mutating func step() {
        now += Int64(chance.below(120))
        passTime()
        switch chance.below(20) {
        case 0..<9: ask()
        case 9..<11: giveUp()
        case 11: crash()
        case 12: if let id = scheduler.instances.keys.sorted().first { act(scheduler.stop(id, at: now)) }
        default: act(scheduler.settle(at: now))
        }
        check()
    }

    /// Lets time go on without new wishes: everybody must be served or refused, and everything unpinned be gone.
    mutating func comeToRest() {
        for _ in 0..<2000 where !asked.isEmpty || !holding.isEmpty || !loading.isEmpty || !leaving.isEmpty {
            now += 100
            passTime()
            act(scheduler.settle(at: now))
            check()
        }
        if !asked.isEmpty { broken.append("\(asked.count) wait for ever") }
    }

    private mutating func ask() {
        let plan = plans[Int(chance.below(UInt64(plans.count)))]
        nextTicket += 1
        let ticket = Ticket(nextTicket)
        asked.insert(ticket)
        act(scheduler.request(ticket, plan, deadline: now + 20_000, at: now))
    }

    private mutating func giveUp() {
        guard let ticket = (asked.union(holding.keys)).min(by: { $0.number < $1.number }) else { return }
        asked.remove(ticket)
        holding[ticket] = nil
        act(scheduler.release(ticket, at: now))
    }

    private mutating func crash() {
        guard let id = scheduler.instances.keys.sorted().last, leaving[id] == nil else { return }
        loading[id] = nil
        for ticket in scheduler.instances[id]?.users ?? [] { holding[ticket] = nil }
        act(scheduler.exited(id, why: "signal 9", at: now))
    }

    /// What ends by this moment: uses, loads, processes.
    private mutating func passTime() {
        for (ticket, end) in holding.sorted(by: { $0.key.number < $1.key.number }) where end <= now {
            holding[ticket] = nil
            act(scheduler.release(ticket, at: now))
        }
        for (id, end) in loading.sorted(by: { $0.key < $1.key }) where end <= now && loading[id] != nil {
            loading[id] = nil
            act(scheduler.ready(id, memory: nil, at: now))
        }
        for (id, end) in leaving.sorted(by: { $0.key < $1.key }) where end <= now {
            leaving[id] = nil
            act(scheduler.exited(id, why: "as asked", at: now))
        }
    }

    private mutating func act(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .load(let id, _): loading[id] = now + Int64(chance.below(300)) + 1
            case .unload(let id):
                loading[id] = nil
                leaving[id] = now + Int64(chance.below(80)) + 1
                if holding.keys.contains(where: { scheduler.instances[id]?.users.contains($0) ?? false }) {
                    broken.append("\(now): a busy instance was ended")
                }
            case .grant(let ticket, let id):
                if asked.remove(ticket) == nil { broken.append("\(now): granted to nobody") }
                if scheduler.instances[id]?.phase != .ready { broken.append("\(now): granted what is not ready") }
                holding[ticket] = now + Int64(chance.below(900)) + 1
                granted += 1
            case .refuse(let ticket, _):
                if asked.remove(ticket) == nil { broken.append("\(now): refused nobody") }
            case .decision(let decision):
                if decision.reason.isEmpty { broken.append("\(now): a decision without a reason") }
            }
        }
    }

    private mutating func check() {
        if scheduler.used > scheduler.limits.budget {
            broken.append("\(now): \(scheduler.used) of \(scheduler.limits.budget) are used")
        }
        let lines = Dictionary(grouping: scheduler.waiting, by: \.plan.id).values.map(\.count)
        if scheduler.waiting.count > scheduler.limits.wholeQueue || lines.max() ?? 0 > scheduler.limits.queue {
            broken.append("\(now): the queue is too long")
        }
        let twice = Dictionary(grouping: scheduler.instances.values, by: \.plan.id).values.contains { $0.count > 1 }
        if twice { broken.append("\(now): a model is loaded twice") }
        if Set(scheduler.waiting.map(\.ticket)) != asked { broken.append("\(now): somebody is forgotten") }
    }
}

/// Chance that comes again: SplitMix64.
struct SplitMix {
    var state: UInt64

    mutating func below(_ bound: UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return (mixed ^ (mixed >> 31)) % bound
    }
}
