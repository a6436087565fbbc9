import Blobs
import Synchronization
import Domain
package import Jobs
import NIOCore
package import Registry
import Wire

/// Brings a kept model to an Ollama as a durable job: its bytes by their digest, then the words that go with them.
package struct ImportToJob: JobHandler {
    private let models: RunnableModels
    private let catalogue: Catalogue
    private let client: EngineClient
    /// Where an Ollama is when the job says nothing.
    private let host: String?
    private let key: String?
    private static let chunk = 1 << 20
    /// Bytes of a licence's text, at most.
    private static let longestLicence = 1 << 20

    package init(models: RunnableModels, catalogue: Catalogue, client: EngineClient, host: String?, key: String?) {
        self.models = models
        self.catalogue = catalogue
        self.client = client
        self.host = host
        self.key = key
    }

    package var kind: JobKind { .importTo }

    package func run(_ job: Job, _ context: JobContext) async throws -> String? {
        let wish = try WireJSON.decode(ImportToWish.self, from: job.payload)
        let server = try OllamaServer(host: wish.host ?? host ?? "", key: key, client: client)
        try await context.phase("looking for Ollama at \(server.endpoint.address)")
        let version = try await server.version()
        let model = try await models.find(wish.model)
        guard model.parts == 1, model.adapters.isEmpty else {
            throw Problem(
                .unsupported, "`\(model.label)` is split or has an adapter, which Ollama takes in no such form",
                hint: "choose a quantisation in one file")
        }
        let name = wish.name ?? model.label
        try ModelMaker.check(name)
        let wasThere = try await send(model, to: server, context)
        try await context.phase("making \(name)")
        try await server.create(try await fields(model, name)) { try await context.log("Ollama: \($0)") }
        try await context.phase("verifying \(name)")
        try await verify(model, name, server)
        let report = ImportToReport(
            model: model.label, name: name, address: server.endpoint.address, version: version,
            bytes: model.size.bytes, wasThere: wasThere)
        return try WireJSON.text(report, pretty: false)
    }

    /// Whether the bytes were there already, which they are when a job that was broken off comes a second time.
    private func send(_ model: RunnableModel, to server: OllamaServer, _ context: JobContext) async throws -> Bool {
        if try await server.has(model.digest) { return true }
        try await context.phase("sending \(model.label)")
        let reader = try catalogue.blobs.open(model.digest)
        let whole = reader.size.bytes
        let sent = Sent()
        let bytes = reader.chunks(chunkSize: Self.chunk).map { chunk in
            context.progress(completed: sent.add(chunk.readableBytes), total: whole)
            return chunk
        }
        try await server.send(model.digest, size: reader.size, bytes)
        return false
    }

    private final class Sent: Sendable {
        private let bytes = Mutex<Int64>(0)
        func add(_ count: Int) -> Int64 {
            bytes.withLock { bytes in
                bytes += Int64(count)
                return bytes
            }
        }
    }

    /// The template is not among them: Ollama takes the model's own, which is in its file. One that passes prompts on as they
    /// are would have the model chat wrongly.
    private func fields(_ model: RunnableModel, _ name: String) async throws -> [String: JSONValue] {
        let file = String(model.label.split(separator: "/").last ?? "model").replacing(":", with: "-") + ".gguf"
        var fields: [String: JSONValue] = [
            "model": .string(name), "files": [file: .string(model.digest.description)], "stream": true,
        ]
        fields["license"] = try await licence(model).map { .string($0) }
        guard let made = model.derived else { return fields }
        fields["system"] = made.system.map { .string($0) }
        fields["messages"] = made.messages.isEmpty ? nil : .array(made.messages)
        fields["parameters"] = made.parameters.isEmpty ? nil : .object(made.parameters)
        return fields
    }

    /// The text that came with the model, else the licence's name.
    private func licence(_ model: RunnableModel) async throws -> String? {
        if let licence = model.derived?.licence { return licence }
        let revision = Revision(model.commit.hex)
        guard let version = try await catalogue.version(of: model.repository, at: revision) else { return nil }
        let names: Set<String> = ["license", "license.txt", "license.md", "licence", "copying"]
        let file = version.files.first { names.contains($0.path.text.lowercased()) }
        guard let file, file.size.bytes <= Self.longestLicence else { return version.license }
        let reader = try catalogue.blobs.open(file.digest)
        return String(buffer: try await reader.bytes(in: 0..<file.size.bytes))
    }

    /// What Ollama says it has now; what is not as it should be is taken back.
    private func verify(_ model: RunnableModel, _ name: String, _ server: OllamaServer) async throws {
        guard let shown = try await server.show(name) else {
            throw Problem(.upstream, "Ollama says it made `\(name)`, and does not know it")
        }
        let architecture = shown["model_info"]?["general.architecture"]?.string
        let template = shown["template"]?.string?.filter { !$0.isWhitespace } ?? ""
        let isRaw = template.isEmpty || template == "{{.Prompt}}"
        var fault: String?
        if architecture != model.facts.architecture {
            fault = "it has the architecture \(architecture ?? "none")"
        } else if model.facts.chatTemplate != nil, isRaw {
            fault =
                "it would pass prompts on without the model's chat template, which a newer Ollama reads from the file"
        }
        guard let fault else { return }
        try await server.delete(name)
        throw Problem(
            .upstream, "`\(name)` is not in Ollama as it should be: \(fault)", hint: "it was removed there again")
    }
}

extension JobKind {
    package static let importTo = JobKind("import-to")
}
