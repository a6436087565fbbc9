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
