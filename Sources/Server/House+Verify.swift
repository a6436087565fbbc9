import Access
import Domain
import Jobs
import Registry
import Wire

extension House {
    /// Puts the reading again of a kept model into the queue; asked twice while it lasts, it is one job.
    func enqueue(verify repository: RepositoryID, by identity: Identity) async throws -> Job {
        guard let kept = try await catalogue.canonical(repository) else {
            throw RegistryError.notKept(repository.path)
        }
        let wish = VerifyWish(kept)
        let job = try await queue.enqueue(
            kind: .verify, subject: kept.path, payload: try WireJSON.text(wish, pretty: false),
            dedupeKey: wish.dedupeKey, askedBy: identity.actor)
        try await audit.record(identity, "model.verify", kept.path, detail: "job \(job.id)")
        return job
    }
}
