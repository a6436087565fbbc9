package import Domain
package import SystemPackage

/// How the models of a house are run.
package struct RuntimeSettings: Sendable {
    /// What all processes may hold together; nil for four fifths of what the machine has free.
    package var memory: ByteCount?
    /// How long a model stays when nobody uses it.
    package var keepAlive: KeepAlive
    /// Tokens of a conversation where nobody says, and the model can do that many.
    package var context: Int
    package var threads: Int
    /// Requests that may wait for one model.
    package var queue = 512
    /// How long a request waits, for a model to be loaded and for its place.
    package var patience = Duration.seconds(600)
    /// Requests that an engine is given at once, for each that it works on at once: none of its time is lost between two,
    /// and all others wait here, in the order they came.
    package static let placesPerSlot = 4
    /// Asks for graphics cards' memory; nil where there are none, or the engine uses none.
    package var graphics: GraphicsProbe?
    /// Where engines' logs go.
    package var logs: FilePath
    /// Most tokens that may be asked for.
    package static let longestContext = 1 << 20

    package init(memory: ByteCount?, keepAlive: KeepAlive, context: Int, threads: Int, logs: FilePath) {
        self.memory = memory
        self.keepAlive = keepAlive
        self.context = context
        self.threads = threads
        self.logs = logs
    }
}
