import Domain
import Synchronization
package import Wire

/// The right to use a model in memory. It stays there until the lease ends: by `end`, or by being forgotten.
package final class Lease: Sendable {
    let instance: Instance.ID
    package let model: RunnableModel
    package let endpoint: EngineEndpoint
    /// Tokens of one conversation.
    package let context: Int
    /// How long it took until the model was there.
    package let waited: Duration
    /// The models that were taken out of memory for it, by name.
    package let evicted: [String]
    private let onEnd: @Sendable () -> Void
    private let isOver = Mutex(false)

    init(
        instance: Instance.ID, model: RunnableModel, endpoint: EngineEndpoint, context: Int, waited: Duration,
        evicted: [String] = [], onEnd: @escaping @Sendable () -> Void
    ) {
        self.instance = instance
        self.model = model
        self.endpoint = endpoint
        self.context = context
        self.waited = waited
        self.evicted = evicted
        self.onEnd = onEnd
    }

    /// What was loaded, as it is told.
    package var loaded: RuntimeLoaded {
        RuntimeLoaded(
            model: model.label, context: context, capabilities: model.facts.capabilities,
            milliseconds: waited.milliseconds)
    }

    package func end() {
        let isFirst = isOver.withLock { over in
            defer { over = true }
            return !over
        }
        if isFirst { onEnd() }
    }

    deinit { end() }
}
