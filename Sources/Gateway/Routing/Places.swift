import Synchronization

/// How many requests may be under way at once, by name: a provider, or a route. Who comes first goes first.
final class Places: Sendable {
    private struct Line {
        var taken = 0
        /// As it is now: it may have been changed since places were taken.
        var limit = 0
        var waiting: [(ticket: Int, go: CheckedContinuation<Bool, Never>)] = []
    }

    private struct State {
        var lines: [String: Line] = [:]
        var ticket = 0
        /// Gave up before they stood in line.
        var gone: Set<Int> = []
    }

    private let state = Mutex(State())
    /// Waiting for one name, at most.
    private static let mostWaiting = 1000

    /// Takes a place at once; false when there is none.
    func take(_ name: String, limit: Int?) -> Bool {
        guard let limit else { return true }
        return state.withLock { state in
            var line = state.lines[name] ?? Line()
            line.limit = limit
            defer { state.lines[name] = line }
            // Who stands in line comes first.
            guard line.taken < limit, line.waiting.isEmpty else { return false }
            line.taken += 1
            return true
        }
    }

    /// Takes a place, or waits for one until the task is cancelled or the line is too long: false then.
    func wait(_ name: String, limit: Int?) async -> Bool {
        guard let limit else { return true }
        let ticket = state.withLock { state in
            state.ticket += 1
            return state.ticket
        }
        // Whoever is cancelled just when a place comes free has it all the same, and gives it back.
        defer { state.withLock { _ = $0.gone.remove(ticket) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { go in
                let answer: Bool? = state.withLock { state in
                    if state.gone.remove(ticket) != nil { return false }
                    var line = state.lines[name] ?? Line()
                    line.limit = limit
                    defer { state.lines[name] = line }
                    if line.taken < limit, line.waiting.isEmpty {
                        line.taken += 1
                        return true
                    }
                    guard line.waiting.count < Self.mostWaiting else { return false }
                    line.waiting.append((ticket, go))
                    return nil
                }
                if let answer { go.resume(returning: answer) }
            }
        } onCancel: {
            let go = state.withLock { state -> CheckedContinuation<Bool, Never>? in
                guard let index = state.lines[name]?.waiting.firstIndex(where: { $0.ticket == ticket }) else {
                    state.gone.insert(ticket)
                    return nil
                }
                return state.lines[name]?.waiting.remove(at: index).go
            }
            go?.resume(returning: false)
        }
    }

    /// How many stand in line.
    func waiting(_ name: String) -> Int { state.withLock { $0.lines[name]?.waiting.count ?? 0 } }

    /// Gives a place back; the first in line has it then, and as many more as there is room for now. Where the limit was
    /// lowered nobody has it.
    func leave(_ name: String) {
        let next = state.withLock { state -> [CheckedContinuation<Bool, Never>] in
            guard var line = state.lines[name] else { return [] }
            defer { state.lines[name] = line.taken == 0 && line.waiting.isEmpty ? nil : line }
            line.taken -= 1
            let count = min(max(0, line.limit - line.taken), line.waiting.count)
            line.taken += count
            defer { line.waiting.removeFirst(count) }
            return line.waiting.prefix(count).map(\.go)
        }
        next.forEach { $0.resume(returning: true) }
    }
}
