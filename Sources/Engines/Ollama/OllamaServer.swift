package import Domain
package import NIOCore
import NIOHTTP1
package import Wire

/// An Ollama somewhere, as its own API has it.
package struct OllamaServer: Sendable {
    package let client: EngineClient
    package let endpoint: EngineEndpoint
    /// Bytes of one line of progress, at most.
    private static let longestLine = 1 << 20
    private static let usualPort = 11434

    /// - Parameters:
    ///   - host: as in `OLLAMA_HOST`: a name, a port behind it, or a whole address.
    ///   - key: for one behind something that asks for a key.
    package init(host: String, key: String?, client: EngineClient) throws(Problem) {
        self.client = client
        endpoint = EngineEndpoint(address: try Self.address(host), key: key, name: "Ollama")
    }

    /// The address a host means, without a slash at its end.
    package static func address(_ host: String) throws(Problem) -> String {
        var text = host.filter { !$0.isWhitespace }
        while text.hasSuffix("/") { text.removeLast() }
        if text.isEmpty { text = "127.0.0.1" }
        let isWhole = text.hasPrefix("http://") || text.hasPrefix("https://")
        guard isWhole || !text.contains("://"), !text.contains("@"), !text.contains("?"), !text.contains("#"),
            text.utf8.count <= 500, text.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value < 127 })
        else { throw Problem(.badRequest, "`\(host.prefix(100))` is no address of an Ollama") }
        // It listens everywhere; asked it is here.
        text = text.replacing("0.0.0.0", with: "127.0.0.1")
        if isWhole { return text }
        let hasPort = text.hasPrefix("[") ? text.contains("]:") : text.contains(":")
        return "http://" + text + (hasPort ? "" : ":\(usualPort)")
    }

    /// Throws a problem that says what to do when nobody answers.
    package func version() async throws -> String {
        do {
            let reply = try await client.get("/api/version", from: endpoint)
            return try await answer(reply)["version"]?.string ?? "unknown"
        } catch EngineError.lost(_, let why) {
            throw Problem(
                .unreachable, "no Ollama answers at \(endpoint.address): \(why)", hint: "start it, or set OLLAMA_HOST")
        }
    }

    /// The models it has, as it lists them.
    package func models() async throws -> [JSONValue] {
        try await answer(try await client.get("/api/tags", from: endpoint))["models"]?.array ?? []
    }

    /// The models in its memory, as it lists them.
    package func running() async throws -> [JSONValue] {
        try await answer(try await client.get("/api/ps", from: endpoint))["models"]?.array ?? []
    }

    /// What it knows of a model; nil when it has none of this name.
    package func show(_ name: String) async throws -> JSONValue? {
        let reply = try await client.post("/api/show", json: ["model": .string(name)], to: endpoint)
        return reply.status == 404 ? nil : try await answer(reply)
    }

    /// Puts a model into its memory, where it stays until it is unloaded.
    package func load(_ name: String, context: Int, isEmbedding: Bool) async throws {
        let options: JSONValue = ["num_ctx": .integer(Int64(context))]
        let body: JSONValue =
            isEmbedding
            ? ["model": .string(name), "keep_alive": -1, "input": "", "options": options]
            : ["model": .string(name), "keep_alive": -1, "stream": false, "options": options]
        _ = try await answer(
            try await client.post(isEmbedding ? "/api/embed" : "/api/generate", json: body, to: endpoint))
    }

    /// Takes a model out of its memory, also from a task that was cancelled; whether that worked is not told.
    func unloadAnyway(_ name: String) async {
        let body: JSONValue = ["model": .string(name), "keep_alive": 0, "stream": false]
        await client.tell("/api/generate", json: body, to: endpoint)
    }

    package func delete(_ name: String) async throws {
        let reply = try await client.send(.DELETE, "/api/delete", json: ["model": .string(name)], to: endpoint)
        guard reply.isSuccess else { throw try await client.refusal(reply) }
    }

    /// Whether it has the bytes.
    package func has(_ blob: Digest) async throws -> Bool {
        let reply = try await client.head("/api/blobs/\(blob)", from: endpoint)
        if reply.isSuccess { return true }
        guard reply.status == 404 else { throw try await client.refusal(reply) }
        return false
    }

    /// Sends the bytes of a file. Throws a problem when it counts others than these.
    package func send<Bytes: AsyncSequence & Sendable>(
        _ blob: Digest, size: ByteCount, _ bytes: Bytes
    ) async throws where Bytes.Element == ByteBuffer {
        let reply = try await client.upload("/api/blobs/\(blob)", size: size, bytes, to: endpoint)
        guard reply.status == 200 || reply.status == 201 else { throw try await client.refusal(reply) }
    }

    /// Has a model made, telling each step of it.
    package func create(_ fields: [String: JSONValue], tell: (String) async throws -> Void) async throws {
        let reply = try await client.post("/api/create", json: .object(fields), to: endpoint)
        guard reply.isSuccess else { throw try await client.refusal(reply) }
        var isDone = false
        for try await line in reply.lines(limit: Self.longestLine) {
            let json = try WireJSON.decodeExactly(JSONValue.self, from: line)
            if let error = json["error"]?.string { throw Problem(.upstream, "Ollama: \(error.prefix(500))") }
            guard let status = json["status"]?.string else { continue }
            isDone = status == "success"
            try await tell(status)
        }
        guard isDone else { throw Problem(.upstream, "Ollama broke off while it made the model") }
    }

    private func answer(_ reply: EngineReply) async throws -> JSONValue {
        guard reply.isSuccess else { throw try await client.refusal(reply) }
        return try await reply.json(limit: 64 << 20)
    }
}
