import Domain
import Testing

@testable import Engines

/// More users than a model is given at once.
@Suite struct `The line of a model` {
    private func plan(_ name: String = "a", places: Int = 2, keepAlive: KeepAlive = .standard) -> LoadPlan {
        var plan = LoadPlan(id: name, label: name, need: ByteCount(100), keepAlive: keepAlive)
        plan.places = places
        return plan
    }

    /// A model that is loaded, with `users` tickets from 1 that asked in this order.
    private func scheduler(users: Int, places: Int = 2, queue: Int = 512) -> (Scheduler, Instance.ID) {
        var limits = Scheduler.Limits(budget: ByteCount(1000))
        limits.queue = queue
        var scheduler = Scheduler(limits: limits)
        for ticket in 1...users {
            _ = scheduler.request(Ticket(ticket), plan(places: places), deadline: 60_000, at: 0)
            if ticket == 1 { _ = scheduler.ready(1, memory: nil, at: 0) }
        }
        return (scheduler, 1)
    }

    private func granted(_ effects: [Effect]) -> [Int] {
        effects.compactMap { if case .grant(let ticket, _) = $0 { ticket.number } else { nil } }
    }

    @Test func `is served in the order it was joined`() {
        var (scheduler, _) = scheduler(users: 6)
        #expect(scheduler.waiting.map(\.ticket.number) == [3, 4, 5, 6])
        #expect(granted(scheduler.release(Ticket(2), at: 1)) == [3])
        #expect(granted(scheduler.release(Ticket(1), at: 2)) == [4])
    }

    @Test func `closes behind one who goes away`() {
        var (scheduler, _) = scheduler(users: 5)
        #expect(granted(scheduler.release(Ticket(3), at: 1)).isEmpty)
        #expect(granted(scheduler.release(Ticket(1), at: 2)) == [4])
    }

    @Test func `is no longer than it may be, and says so with the numbers`() {
        var (scheduler, _) = scheduler(users: 5, queue: 3)
        let effects = scheduler.request(Ticket(9), plan(), deadline: 60_000, at: 1)
        let refusal = effects.lazy.compactMap { if case .refuse(_, let why) = $0 { why } else { nil } }.first
        #expect(refusal == .lineFull(label: "a", users: 2, waiting: 3))
        #expect(refusal?.retryAfter == 5)
        #expect(
            refusal?.problem.message == "`a` is used by 2 requests, and 3 wait in its line, which holds no more")
    }

    @Test func `lets nobody wait longer than until the deadline`() {
        var (scheduler, _) = scheduler(users: 3)
        let effects = scheduler.settle(at: 60_000)
        #expect(
            effects.contains(
                .refuse(
                    Ticket(3),
                    .waitedTooLong(
                        label: "a", why: "2 use it, and others came before"))))
        #expect(scheduler.waiting.isEmpty)
    }

    @Test func `is not refused when memory shrinks: the model is there`() {
        var (scheduler, _) = scheduler(users: 3)
        let effects = scheduler.setBudget(ByteCount(10), at: 1)
        #expect(!effects.contains { if case .refuse = $0 { true } else { false } })
        #expect(granted(scheduler.release(Ticket(1), at: 2)) == [3])
    }

    @Test func `does not hold up who wants another model`() {
        var (scheduler, _) = scheduler(users: 9)
        let effects = scheduler.request(Ticket(20), plan("b"), deadline: 60_000, at: 1)
        #expect(effects.contains { if case .load(_, let plan) = $0 { plan.id == "b" } else { false } })
    }

    @Test func `is sent away when the model is stopped`() {
        var (scheduler, id) = scheduler(users: 4)
        let effects = scheduler.stop(id, at: 1)
        #expect(effects.contains(.refuse(Ticket(4), .stopped(label: "a"))))
        #expect(scheduler.instances[id]?.users.count == 2)
        #expect(scheduler.waiting.isEmpty)
    }
}
