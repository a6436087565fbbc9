package import Domain
import Wire

/// Runs models in an Ollama, where `roost import-to ollama` brought them: it holds them, and answers as OpenAI's API has it.
package struct OllamaEngine: Engine {
    private let server: OllamaServer
    /// Between two looks whether it still holds a model.
    private static let pause = Duration.seconds(2)

    package init(server: OllamaServer) { self.server = server }

    package func describe() -> String { "Ollama at \(server.endpoint.address)" }
    package var identity: String { describe() }
    /// It minds its own memory, which may be another machine's.
    package var base: ByteCount { .zero }
    package var holdsMemory: Bool { false }
    package var isOnThisMachine: Bool { EngineEndpoint.isLoopback(server.endpoint.address) }

    package func hold(
        _ order: EngineOrder, ready: @escaping @Sendable (EngineEndpoint) async -> Void
    ) async throws -> String {
        _ = try await server.version()
        guard order.adapters.isEmpty else {
            throw EngineError.cannotLoad(order.alias, why: "an adapter is not run in Ollama", log: "of Ollama")
        }
        let known = try await server.models().compactMap { $0["name"]?.string }
        guard known.contains(where: { Self.isSame($0, order.alias) }) else {
            throw EngineError.notBrought(order.alias)
        }
        try await server.load(order.alias, context: order.context, isEmbedding: order.isEmbedding)
        await ready(
            EngineEndpoint(
                address: server.endpoint.address, key: server.endpoint.key, name: order.alias, model: order.alias))
        do {
            while try await server.running().contains(where: { Self.isSame($0["name"]?.string ?? "", order.alias) }) {
                try await Task.sleep(for: Self.pause)
            }
        } catch is CancellationError {
            // What is asked in a task that was cancelled is cancelled too.
            await server.unloadAnyway(order.alias)
            throw CancellationError()
        }
        return "Ollama ended it"
    }

    /// A name without a tag has `latest`, and the case of letters does not matter there.
    private static func isSame(_ theirs: String, _ ours: String) -> Bool {
        func whole(_ name: String) -> String {
            ((name.split(separator: "/").last?.contains(":") ?? false) ? name : name + ":latest").lowercased()
        }
        return whole(theirs) == whole(ours)
    }
}
