import Synchronization

/// Lets only so many do something at once; the others wait in line.
final class Turnstile: Sendable {
    private struct State {
        var free: Int
        var line: [(number: Int, continuation: AsyncStream<Void>.Continuation)] = []
        /// Those whose turn it is and who may not know it yet.
        var called: Set<Int> = []
        var count = 0
    }

    private let state: Mutex<State>

    init(places: Int) { state = Mutex(State(free: places)) }

    /// Runs the work when there is a place. Throws what it throws, or cancellation while waiting.
    func pass<Result: Sendable>(_ work: @Sendable () async throws -> Result) async throws -> Result {
        try await enter()
        defer { leave() }
        return try await work()
    }

    private func enter() async throws {
        let ticket = state.withLock { state -> (number: Int, turn: AsyncStream<Void>)? in
            if state.free > 0 {
                state.free -= 1
                return nil
            }
            state.count += 1
            let (turn, continuation) = AsyncStream.makeStream(of: Void.self)
            state.line.append((state.count, continuation))
            return (state.count, turn)
        }
        guard let ticket else { return }
        for await _ in ticket.turn {}
        let isCalled = state.withLock { state in
            state.line.removeAll { $0.number == ticket.number }
            return state.called.remove(ticket.number) != nil
        }
        guard Task.isCancelled || !isCalled else { return }
        // Called and gone: the place is for the next.
        if isCalled { leave() }
        throw CancellationError()
    }

    private func leave() {
        let next = state.withLock { state -> AsyncStream<Void>.Continuation? in
            guard !state.line.isEmpty else {
                state.free += 1
                return nil
            }
            let next = state.line.removeFirst()
            state.called.insert(next.number)
            return next.continuation
        }
        next?.finish()
    }
}
