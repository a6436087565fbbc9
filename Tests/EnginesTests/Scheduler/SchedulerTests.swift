import Domain
import Testing

@testable import Engines

/// Who gets memory, who goes, and what is said of it.
struct `The scheduler of models` {
    private func plan(_ name: String, _ need: Int, keepAlive: KeepAlive = .standard) -> LoadPlan {
        LoadPlan(id: name, label: name, need: ByteCount(need), keepAlive: keepAlive)
    }

    private func scheduler(_ budget: Int = 1000) -> Scheduler {
        var limits = Scheduler.Limits(budget: ByteCount(budget))
        limits.wholeQueue = 2
        return Scheduler(limits: limits)
    }

    /// Loads a model, uses it once, and lets it go.
    private func load(_ scheduler: inout Scheduler, _ plan: LoadPlan, _ ticket: Int, at now: Int64) -> Instance.ID {
        let effects = scheduler.request(Ticket(ticket), plan, deadline: now + 60_000, at: now)
        let id = effects.compactMap { if case .load(let id, _) = $0 { id } else { nil } }.first ?? -1
        _ = scheduler.ready(id, memory: nil, at: now)
        _ = scheduler.release(Ticket(ticket), at: now)
        return id
    }

    @Test func `shares an instance between equal wishes`() {
        var scheduler = scheduler()
        let id = load(&scheduler, plan("a", 100), 1, at: 0)
        #expect(scheduler.request(Ticket(2), plan("a", 100), deadline: 99, at: 1) == [.grant(Ticket(2), id)])
        #expect(scheduler.request(Ticket(3), plan("a", 100), deadline: 99, at: 1) == [.grant(Ticket(3), id)])
    }

    @Test func `unloads who was used longest ago, and nobody too many`() {
        var scheduler = scheduler()
        let small = load(&scheduler, plan("small", 200), 1, at: 0)
        let large = load(&scheduler, plan("large", 600), 2, at: 10)
        let effects = scheduler.request(Ticket(3), plan("new", 700), deadline: 60_000, at: 20)
        #expect(effects.contains(.unload(large)))
        #expect(!effects.contains(.unload(small)), "200 more than is needed")
    }

    @Test func `refuses what never fits, with the numbers`() {
        var scheduler = scheduler()
        _ = load(&scheduler, plan("kept", 400, keepAlive: .pinned), 1, at: 0)
        let effects = scheduler.request(Ticket(2), plan("big", 700), deadline: 60_000, at: 1)
        guard case .refuse(_, let refusal) = effects.last else {
            Issue.record("not refused: \(effects)")
            return
        }
        #expect(refusal.problem.message == "`big` needs 700 B, 600 B free of 1.0 kB, pinned: kept (400 B)")
    }

    @Test func `lets nobody wait for ever behind those who are always busy`() {
        var scheduler = scheduler()
        let id = load(&scheduler, plan("a", 800), 1, at: 0)
        _ = scheduler.request(Ticket(2), plan("a", 800), deadline: 99_000, at: 0)
        _ = scheduler.request(Ticket(3), plan("b", 800), deadline: 99_000, at: 0)
        #expect(scheduler.request(Ticket(4), plan("a", 800), deadline: 99_000, at: 5) == [.grant(Ticket(4), id)])
        _ = scheduler.release(Ticket(2), at: 10)
        _ = scheduler.settle(at: 10_000)
        #expect(scheduler.request(Ticket(5), plan("a", 800), deadline: 99_000, at: 10_001).isEmpty, "waits behind `b`")
        #expect(scheduler.release(Ticket(4), at: 10_002).contains(.unload(id)))
    }

    @Test func `spares a model that was to go when the one who needed it gives up`() {
        var scheduler = scheduler()
        let id = load(&scheduler, plan("a", 800), 1, at: 0)
        _ = scheduler.request(Ticket(2), plan("a", 800), deadline: 99_000, at: 0)
        _ = scheduler.request(Ticket(3), plan("b", 800), deadline: 99_000, at: 0)
        _ = scheduler.settle(at: 10_000)
        _ = scheduler.request(Ticket(4), plan("a", 800), deadline: 99_000, at: 10_001)
        #expect(scheduler.release(Ticket(3), at: 10_002) == [.grant(Ticket(4), id)])
    }

    @Test func `leaves a failing model alone for a while, longer each time`() {
        var scheduler = scheduler()
        var now: Int64 = 0
        for pause in [5_000, 10_000, 20_000] as [Int64] {
            let effects = scheduler.request(Ticket(1), plan("a", 100), deadline: now + 60_000, at: now)
            guard case .load(let id, _) = effects.last else {
                Issue.record("not loaded: \(effects)")
                return
            }
            let failed = scheduler.exited(id, why: "bad magic", at: now)
            #expect(failed.contains(.refuse(Ticket(1), .failing(label: "a", why: "bad magic", retryAfter: pause))))
            let again = scheduler.request(Ticket(2), plan("a", 100), deadline: now + 60_000, at: now + pause - 1)
            #expect(again.contains(.refuse(Ticket(2), .failing(label: "a", why: "bad magic", retryAfter: 1))))
            now += pause
        }
    }

    @Test func `makes room when a process took more than expected`() {
        var scheduler = scheduler()
        let idle = load(&scheduler, plan("idle", 400), 1, at: 0)
        let growing = load(&scheduler, plan("growing", 500), 2, at: 1)
        _ = scheduler.request(Ticket(3), plan("growing", 500), deadline: 99, at: 2)
        #expect(scheduler.measured(growing, memory: ByteCount(700), at: 3).contains(.unload(idle)))
    }

    @Test func `ends by itself after its time, a pinned one never`() {
        var scheduler = scheduler()
        let brief = load(&scheduler, plan("brief", 100, keepAlive: .idle(50)), 1, at: 0)
        let kept = load(&scheduler, plan("kept", 100, keepAlive: .pinned), 2, at: 0)
        let effects = scheduler.settle(at: 50)
        #expect(effects.contains(.unload(brief)))
        #expect(!scheduler.settle(at: 1 << 50).contains(.unload(kept)))
    }

    @Test func `refuses more in the line than it takes, and whoever waited too long`() {
        var scheduler = scheduler()
        for number in 1...3 {
            _ = scheduler.request(Ticket(number), plan("m\(number)", 900), deadline: 100, at: 0)
        }
        let refused = scheduler.request(Ticket(4), plan("m4", 900), deadline: 100, at: 1)
        #expect(refused.contains(.refuse(Ticket(4), .queueFull(2))))
        let late = scheduler.settle(at: 100).compactMap { effect -> Ticket? in
            if case .refuse(let ticket, .waitedTooLong) = effect { ticket } else { nil }
        }
        #expect(late.count == 2)
    }
}
