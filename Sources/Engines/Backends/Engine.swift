package import Domain

/// Something that can hold a model in memory and answer over HTTP.
package protocol Engine: Sendable {
    /// Starts a process for one model, tells `ready` once it answers, and stays until it has ended. Whoever wants it to end
    /// cancels the task; it comes back when nothing of the process is left.
    ///
    /// - Returns: how it ended, in words.
    /// - Throws: `EngineError` with what the engine said when the model cannot be loaded.
    func hold(
        _ order: EngineOrder, ready: @escaping @Sendable (EngineEndpoint) async -> Void
    ) async throws -> String

    /// What is there to hold models with, in words; throws `EngineError.noEngine` when nothing is.
    func describe() throws -> String

    /// Names this very engine: what another version held says nothing of it.
    var identity: String { get }

    /// What a process takes before it loads anything.
    var base: ByteCount { get }

    /// Whether what it loads takes memory that is shared out here.
    var holdsMemory: Bool { get }

    /// Whether nothing that is asked leaves this machine.
    var isOnThisMachine: Bool { get }
}

extension Engine {
    package var holdsMemory: Bool { true }
    package var isOnThisMachine: Bool { true }
}

/// Where a model in memory answers.
package struct EngineEndpoint: Hashable, Sendable {
    /// Without a slash at the end: `http://127.0.0.1:41234`.
    package let address: String
    /// What requests show: other users of this machine reach the port too.
    package let key: String?
    /// Its process; nil where that is another machine's.
    package let process: Int32?
    /// What is asked there, as people know it: for what goes wrong.
    package let name: String?
    /// What requests there call the model; nil where there is only one.
    package let model: String?

    package init(address: String, key: String?, process: Int32? = nil, name: String? = nil, model: String? = nil) {
        self.model = model
        self.name = name
        self.address = address
        self.key = key
        self.process = process
    }
}

extension EngineEndpoint {
    /// By a literal address of this machine, or `localhost`: other names may lead anywhere.
    package static func isLoopback(_ address: String) -> Bool {
        guard let match = address.firstMatch(of: /^https?:\/\/(\[[0-9a-fA-F:.]+\]|[^\/:?#]+)/) else { return false }
        let host = match.output.1.lowercased()
        return host == "localhost" || host == "[::1]" || host.wholeMatch(of: /127\.[0-9]+\.[0-9]+\.[0-9]+/) != nil
    }
}
