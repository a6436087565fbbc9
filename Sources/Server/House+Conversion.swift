package import Access
import Conversion
package import Domain
package import Jobs
import Registry
import SystemPackage
package import Wire

extension House {
    /// Queues the conversion of a kept model to GGUF; the same wish twice is one job.
    ///
    /// What can be told without reading is refused at once: a type there is none of, a version that is kept apart.
    package func enqueue(
        convert model: RepositoryID, at revision: Revision?, _ wish: ConversionWish, by identity: Identity = .local
    ) async throws -> Job {
        guard model.kind == .model else {
            throw Problem(.badRequest, "`\(model)` is a data set: there are no weights to convert")
        }
        guard let version = try await catalogue.version(of: model, at: revision) else {
            throw revision.map { RegistryError.versionNotKept(model: model.path, revision: $0.name) }
                ?? RegistryError.notKept(model.path)
        }
        try version.require(.base)
        let request = try ConvertRequest(
            model: version.repository, commit: version.commit, to: wish.to, name: wish.name)
        let subject = "\(request.model)@\(request.commit)"
        let job = try await queue.enqueue(
            kind: .convert, subject: subject, payload: try WireJSON.text(request, pretty: false),
            dedupeKey: request.dedupeKey, askedBy: identity.actor)
        try await audit.record(
            identity, "model.convert", subject, detail: "to \(request.to) as \(request.name), job \(job.id)")
        return job
    }

    /// What converts, as the queue runs it.
    static func conversion(_ settings: Settings, _ catalogue: Catalogue, _ importer: Importer) -> ConvertJob {
        let path = settings.environment["LLAMA_QUANTIZE"].map { FilePath($0) }
        return ConvertJob(
            converter: Converter(catalogue: catalogue, importer: importer, quantiser: Quantiser(path: path)))
    }
}
