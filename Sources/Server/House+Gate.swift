import Access
import Domain
import Hub
import Jobs
import Registry
import Scoring
import Wire

/// What the gate and the contracts need of the house.
extension House {
    /// Vets for somebody who asks over HTTP: only a Hub of the house's own list, unless they may do everything.
    /// - Parameter orKept: see `Puller.vet`.
    func vet(_ request: VetRequest, for identity: Identity, orKept: Bool = false) async throws -> VetReport {
        if let kind = request.kind, RepositoryKind(rawValue: kind) == nil {
            throw Problem(.badRequest, "kind is model or dataset")
        }
        try requireFamiliar(try ModelReference(parsing: request.reference), hub: request.hub, for: identity)
        return try await puller.vet(request, orKept: orKept).report
    }

    /// Queues a pull and waits for its end; who goes away meanwhile leaves it running.
    func pullToTheEnd(_ request: PullRequest, by identity: Identity) async throws -> PullReport {
        let queued = try await enqueue(pull: request, by: identity)
        for try await event in queue.watch(queued.id, after: 0) {
            guard case .state(let state, _) = event.content, state.isEnded || state == .paused else { continue }
            break
        }
        let job = try await queue.job(queued.id)
        guard job.state == .completed else {
            throw job.problem ?? Problem(.internal, "the job \(job.id) ended as \(job.state)")
        }
        return try WireJSON.decode(PullReport.self, from: job.result ?? "{}")
    }

    /// The contracts' service, acting for somebody.
    func ingester(for identity: Identity) -> Ingester {
        Ingester(
            catalogue: catalogue,
            work: .init(
                vet: { try await vet($0, for: identity) },
                pull: { try await pullToTheEnd($0, by: identity) },
                tags: { report in
                    guard let id = RepositoryID(report.model, kind: RepositoryKind(rawValue: report.kind) ?? .model)
                    else { return [] }
                    let hub =
                        try hubs.standard.first { $0.endpoint.description == report.source }
                        ?? hubs.hub(at: report.source)
                    let refs = try await hub.refs(id)
                    return refs.tags.filter { $0.commit.hex == report.commit }.map(\.name)
                }))
    }
}
