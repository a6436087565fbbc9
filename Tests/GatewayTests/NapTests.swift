import Testing

@testable import Gateway

@Suite struct `Naps` {
    @Test func `last until their moment`() async throws {
        let end = ContinuousClock.now + .milliseconds(60)
        try await Nap.until(end)
        #expect(ContinuousClock.now >= end)
    }

    @Test func `a moment that is over is over at once`() async throws {
        try await Nap.until(.now - .seconds(1))
    }

    @Test func `thousands end when they are cancelled, before they begin or while they last`() async {
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<5000 {
                group.addTask {
                    do {
                        try await Nap.until(.now + .seconds(3600))
                        return false
                    } catch {
                        return error is CancellationError
                    }
                }
                if number.isMultiple(of: 100) { await Task.yield() }
            }
            group.cancelAll()
            for await isCancelled in group { #expect(isCancelled) }
        }
    }

    @Test func `many of the same moment all wake`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let end = ContinuousClock.now + .milliseconds(50)
            for _ in 0..<2000 { group.addTask { try await Nap.until(end) } }
            try await group.waitForAll()
        }
    }
}
