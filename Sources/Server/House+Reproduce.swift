package import Access
package import Domain
package import Jobs
import Logging
import Registry
import Wire

extension House {
    /// Removes what runs of examples left whose process was killed; running ones keep theirs.
    func clearRuns() {
        do {
            let count = try reproducer.folders.clear()
            if count > 0 {
                logger.notice("Folders of dead runs were removed", metadata: ["folders": "\(count)"])
            }
        } catch {
            logger.warning(
                "Folders of dead runs cannot be removed", metadata: ["problem": "\(Problem(error).message)"])
        }
    }

    /// Queues a run of the card's example of a kept model; the same version twice is one job.
    ///
    /// Code of a version that is kept apart is run only for an administrator.
    package func enqueue(
        reproduce model: RepositoryID, at revision: Revision?, by identity: Identity = .local
    ) async throws -> Job {
        guard model.kind == .model else {
            throw Problem(.badRequest, "`\(model)` is a data set: its card has no example to run")
        }
        guard let version = try await catalogue.version(of: model, at: revision) else {
            throw revision.map { RegistryError.versionNotKept(model: model.path, revision: $0.name) }
                ?? RegistryError.notKept(model.path)
        }
        let isAdmin = identity.allows(.admin)
        if !isAdmin { try version.require(.run) }
        let request = ReproduceRequest(
            model: model.path, commit: version.commit.hex, by: identity.actor, mayRunQuarantined: isAdmin)
        let subject = "\(model.path)@\(version.commit.hex)"
        let job = try await queue.enqueue(
            kind: .reproduce, subject: subject, payload: try WireJSON.text(request, pretty: false),
            dedupeKey: request.dedupeKey, askedBy: identity.actor)
        try await audit.record(identity, "reproduce", subject, detail: "job \(job.id)")
        return job
    }
}
