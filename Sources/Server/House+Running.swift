import Access
import Domain
package import Engines
import FoundationEssentials
import NIOCore
package import Wire

/// A model that may be asked: in this process, or in the server of the home.
package struct ModelAtHand: Sendable {
    /// What to ask for it by: as it was asked for, so that the same version and quantisation answer.
    package let name: String
    package let loaded: RuntimeLoaded
    package let endpoint: EngineEndpoint
    package let client: EngineClient
    /// What is to be said for it before anything else; nil where the server does that.
    package let derived: DerivedModel?
}

/// Models for the command line: through the server of the home where one runs, so that there is one budget; else in this
/// process, and no longer than it.
extension House {
    package func withModel<T: Sendable>(
        _ wish: RuntimeWish, _ body: @escaping @Sendable (ModelAtHand) async throws -> T
    ) async throws -> T {
        // What is wrong with the name is told before anything is started.
        let model = try await inference.models.find(wish.model)
        let client = inference.client
        if let note = ServerNote.read(home) {
            return try await withServer(note, minutes: 12 * 60) { server in
                let loaded: RuntimeLoaded = try await tell(server, "/api/v1/runtimes/load", wish)
                return try await body(
                    ModelAtHand(name: wish.model, loaded: loaded, endpoint: server, client: client, derived: nil))
            }
        }
        let runWish = try RunWish(wish)
        return try await withRuntimes {
            let lease = try await inference.runtimes.acquire(model, runWish)
            defer { lease.end() }
            return try await body(
                ModelAtHand(
                    name: lease.endpoint.model ?? wish.model, loaded: lease.loaded, endpoint: lease.endpoint,
                    client: client, derived: lease.model.derived))
        }
    }

    /// What is in memory: the server's models, or none where none runs.
    package func runtimes() async throws -> RuntimesView {
        guard let note = ServerNote.read(home) else { return try await inference.view() }
        return try await withServer(note) { server in
            try await read(try await inference.client.get("/api/v1/runtimes", from: server))
        }
    }

    /// Takes a model of the server out of memory.
    package func stopModel(_ name: String) async throws -> RuntimeStopped {
        guard let note = ServerNote.read(home) else {
            throw Problem(
                .notFound, "no server runs for this home, so no model is in memory",
                hint: "a model of `roost run` ends with that")
        }
        return try await withServer(note) { server in
            try await tell(server, "/api/v1/runtimes/stop", RuntimeWish(model: name))
        }
    }

    /// Keeps a model in memory, or for as long as the wish says when nobody uses it: from its next use on, at once where a
    /// server holds it.
    package func pinModel(_ wish: RuntimeWish) async throws -> RuntimeKeeping {
        guard let note = ServerNote.read(home) else { return try await inference.keep(wish) }
        return try await withServer(note) { try await tell($0, "/api/v1/runtimes/pin", wish) }
    }

    /// Leaves it to the house again how long a model stays.
    package func unpinModel(_ name: String) async throws -> RuntimeKeeping {
        guard let note = ServerNote.read(home) else { return try await inference.letGo(name) }
        return try await withServer(note) { try await tell($0, "/api/v1/runtimes/unpin", RuntimeWish(model: name)) }
    }

    /// Runs models in this process as long as the closure.
    func withRuntimes<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
        engine.clearNotes()
        return try await withThrowingTaskGroup(of: T?.self) { group in
            group.addTask {
                await inference.runtimes.run()
                return nil
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            while let next = try await group.next() {
                if let value = next { return value }
            }
            throw CancellationError()
        }
    }

    /// Asks the server as its first administrator, with a token that ends with the closure: whoever may write in the home may
    /// do everything.
    ///
    /// - Parameter minutes: how long what is done may take; a command that is killed leaves its token behind for as long.
    func withServer<T>(
        _ note: ServerNote, minutes: Int = 2, permissions: [String] = ["run", "search"],
        _ body: (EngineEndpoint) async throws -> T
    ) async throws -> T {
        guard let owner = try await access.users().first(where: { $0.permissions.allows(.admin) }) else {
            throw Problem(.forbidden, "this home has no account to ask its server with", hint: "see `roost user add`")
        }
        var request = try TokenRequest(
            user: owner.name, name: "roost run", permissions: try Permissions(names: permissions), days: 1)
        request.minutes = minutes
        let new = try await access.createToken(request, by: .local)
        do {
            let value = try await body(EngineEndpoint(address: note.address, key: new.secret.revealed))
            try await access.revokeToken(new.token.id, by: .local)
            return value
        } catch {
            _ = try? await access.revokeToken(new.token.id, by: .local)  // The first error says more.
            throw error
        }
    }

    func tell<Answer: Decodable>(
        _ server: EngineEndpoint, _ path: String, _ value: some Encodable
    ) async throws -> Answer {
        let body = ByteBuffer(bytes: try WireJSON.encode(value))
        return try await read(try await inference.client.post(path, body, to: server))
    }

    func read<Answer: Decodable>(_ reply: EngineReply) async throws -> Answer {
        guard reply.isSuccess else { throw try await inference.client.refusal(reply) }
        let bytes = try await reply.collected(limit: 16 << 20)
        return try WireJSON.decode(Answer.self, from: Data(bytes.readableBytesView))
    }
}
