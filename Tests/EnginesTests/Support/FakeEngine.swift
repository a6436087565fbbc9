import Domain
import Synchronization

@testable import Engines

/// Stands for the processes of an engine: it "holds" a model until it is cancelled, or until a test has it crash.
final class FakeEngine: Engine {
    private struct State {
        var started: [String] = []
        var ended: [String] = []
        var crashes: [String: AsyncStream<Void>.Continuation] = [:]
    }

    private let failure: String?
    private let isThere: Bool
    private let state = Mutex(State())

    /// - Parameter failure: what every load ends with; nil when they succeed.
    init(failure: String? = nil, isThere: Bool = true) {
        self.failure = failure
        self.isThere = isThere
    }

    let base = ByteCount(19 << 20)
    let identity = "fake 1"
    func describe() throws -> String {
        guard isThere else { throw EngineError.noEngine(looked: ["a fake"]) }
        return "a fake"
    }

    var started: [String] { state.withLock { $0.started } }
    var ended: [String] { state.withLock { $0.ended } }

    func crash(_ alias: String) { state.withLock { $0.crashes[alias] }?.finish() }

    func hold(
        _ order: EngineOrder, ready: @escaping @Sendable (EngineEndpoint) async -> Void
    ) async throws -> String {
        if let failure { throw EngineError.cannotLoad(order.alias, why: failure, log: "its.log") }
        let (stream, crash) = AsyncStream<Void>.makeStream()
        state.withLock {
            $0.started.append(order.alias)
            $0.crashes[order.alias] = crash
        }
        await ready(EngineEndpoint(address: "http://127.0.0.1:1", key: nil))
        for await _ in stream {}
        state.withLock { $0.ended.append(order.alias) }
        return Task.isCancelled ? "it was ended" : "it was ended by signal 9"
    }
}
