package import Access
import Domain
package import Engines
package import Jobs
import Registry
import SystemPackage
import Wire

/// Models that go to an Ollama, and what its clients send.
extension House {
    /// Puts the bringing of a kept model to an engine elsewhere into the queue; the same wish twice is one job.
    package func enqueue(importTo wish: ImportToWish, by identity: Identity = .local) async throws -> Job {
        guard wish.to == "ollama" else {
            throw Problem(.badRequest, "models are brought to `ollama`, not to `\(wish.to.prefix(50))`")
        }
        if let name = wish.name { try ModelMaker.check(name) }
        let model = try await inference.models.find(wish.model)
        var wish = wish
        // Another process may do the job, with another environment.
        wish.host = try OllamaServer.address(wish.host ?? settings.environment["OLLAMA_HOST"] ?? "")
        let job = try await queue.enqueue(
            kind: .importTo, subject: model.label, payload: try WireJSON.text(wish, pretty: false),
            dedupeKey: "import-to \(wish.model) \(wish.name ?? "") \(wish.host ?? "")", askedBy: identity.actor)
        try await audit.record(identity, "model.import-to", model.label, detail: "job \(job.id)")
        return job
    }

    var uploads: UploadedBlobs {
        UploadedBlobs(folder: home.path.appending("cache").appending("uploads"), store: blobs)
    }

    var modelMaker: ModelMaker {
        let importer = importer
        return ModelMaker(models: inference.models, uploads: uploads) { folder, name in
            _ = try await importer.run(
                try ImportRequest(path: folder, name: name, mode: "auto"), dryRun: false, progress: { _, _, _ in })
        }
    }

    /// Removes every version of a kept model.
    func removeModel(_ name: String) async throws {
        let model = try await inference.models.kept(name)
        _ = try await catalogue.remove(model.repository, at: nil)
    }
}
