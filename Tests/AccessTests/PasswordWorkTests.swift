import Glibc
import Synchronization
import Testing

@testable import Access

@Suite struct `The work of passwords` {
    @Test func `is done by few at a time, waits for some, and refuses the rest`() async throws {
        let work = PasswordWork(atOnce: 2, waiting: 3)
        let gate = Gate()
        let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    do {
                        try await work.withRoom {
                            gate.enter()
                            await gate.wait()
                            gate.leave()
                        }
                        return false
                    } catch AccessError.busy {
                        gate.arrive()
                        return true
                    }
                }
            }
            return try await group.reduce(into: 0) { if $1 { $0 += 1 } }
        }
        #expect(refused == 5)
        #expect(gate.most == 2)
    }

    @Test func `takes no thread from the tasks that serve`() async throws {
        let flag = Flag()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    try await CostlyWork.run {
                        flag.arrive()
                        while !flag.isUp { sched_yield() }
                    }
                }
            }
            // Would never go on if those held every thread that tasks have.
            group.addTask {
                while flag.arrived < 16 { await Task.yield() }
                flag.raise()
            }
            try await group.waitForAll()
        }
    }

    @Test func `makes room again when it fails`() async throws {
        let work = PasswordWork(atOnce: 1, waiting: 0)
        for _ in 0..<3 {
            await #expect(throws: AccessError.wrongLogin) { try await work.withRoom { throw AccessError.wrongLogin } }
        }
        try await work.withRoom {}
    }
}

private final class Flag: Sendable {
    private let state = Mutex((isUp: false, arrived: 0))

    var isUp: Bool { state.withLock { $0.isUp } }
    var arrived: Int { state.withLock { $0.arrived } }
    func arrive() { state.withLock { $0.arrived += 1 } }
    func raise() { state.withLock { $0.isUp = true } }
}

/// Holds everyone until five were refused.
private final class Gate: Sendable {
    private let state = Mutex<(arrived: Int, waiting: [CheckedContinuation<Void, Never>])>((0, []))

    private let inside = Mutex((now: 0, most: 0))

    var most: Int { inside.withLock { $0.most } }

    func enter() {
        inside.withLock { inside in
            inside.now += 1
            inside.most = max(inside.most, inside.now)
        }
    }

    func leave() { inside.withLock { $0.now -= 1 } }

    func arrive() {
        let free = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.arrived += 1
            defer { if state.arrived >= 5 { state.waiting = [] } }
            return state.arrived >= 5 ? state.waiting : []
        }
        for one in free { one.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if state.arrived < 5 { state.waiting.append(continuation) }
                return state.arrived >= 5
            }
            if isOpen { continuation.resume() }
        }
    }
}
