package import Domain

/// What `Runtimes` knows of an instance beside the scheduler.
struct RunningInstance: Sendable {
    let order: EngineOrder
    let model: RunnableModel
    /// The way it is run, as measurements are remembered.
    let way: String
    /// Finished when the process is to end.
    let stop: AsyncStream<Void>.Continuation
    /// Nil while it loads.
    var endpoint: EngineEndpoint?
    /// What its process holds that is no page of a file.
    var own = ByteCount.zero
    /// What its process holds of graphics cards.
    var graphics = ByteCount.zero
    /// The most its process was seen to hold.
    var peak = ByteCount.zero
}

/// A model in memory, as it is shown.
package struct InstanceState: Hashable, Sendable {
    package let instance: Instance
    package let model: RunnableModel
    package let context: Int
    package let isEmbedding: Bool
    /// What graphics cards hold of it.
    package let graphics: ByteCount
}

/// Everything about the models in memory, at one moment of the runtimes' clock.
package struct RuntimesState: Sendable {
    /// Milliseconds of the runtimes' clock.
    package let now: Int64
    /// Milliseconds since 1970, at the same moment.
    package let wall: Int64
    package let budget: ByteCount
    package let used: ByteCount
    /// In the order they were loaded in.
    package let instances: [InstanceState]
    package let waiting: [Scheduler.Waiting]
    /// The newest last.
    package let decisions: [Decision]
}
