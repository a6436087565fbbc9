/// Room for the costly work of passwords: a few at once, some more waiting, the rest refused.
actor PasswordWork {
    private let atOnce: Int
    private let waitingMost: Int
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(atOnce: Int = AccessLimits.checksAtOnce, waiting: Int = AccessLimits.checksWaiting) {
        self.atOnce = atOnce
        waitingMost = waiting
    }

    /// Does `body` when there is room; throws `AccessError.busy` when too many wait already.
    func withRoom<T: Sendable>(_ body: @Sendable () async throws -> T) async throws -> T {
        try await enter()
        defer { leave() }
        return try await body()
    }

    private func enter() async throws {
        guard running >= atOnce else {
            running += 1
            return
        }
        guard waiting.count < waitingMost else { throw AccessError.busy }
        // Whoever leaves hands the place over, so `running` stays as it is.
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        if waiting.isEmpty {
            running -= 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
