import Blobs
import Domain
import Hub
import Scoring
import SystemPackage
import Wire

/// Vetting of what is kept, when no Hub tells of it.
extension Puller {
    /// The kept version a request names, when no Hub of the house could be reached or none has it. Nil for any other failure, and
    /// when a Hub was named: then that one was meant.
    func kept(_ request: VetRequest, after failure: any Error) async throws -> KeptVersion? {
        guard request.hub == nil, [.notFound, .unreachable, .offline].contains(Problem(failure).code),
            case .repository(let named) = try ModelReference(parsing: request.reference), named.hub == nil,
            let id = RepositoryID(
                named.id.path, kind: request.kind.flatMap(RepositoryKind.init) ?? named.id.kind)
        else { return nil }
        return try await catalogue.version(of: id, at: named.revision)
    }

    /// The gate's answer about what is kept, from its bytes and from what the Hub said when it was pulled.
    func vet(
        _ kept: KeptVersion, _ request: VetRequest, with vetter: Vetter
    ) async throws -> (report: VetReport, saved: SavedFacts) {
        let files = catalogue.held(kept)
        let hub = KeptHub(
            kept.repository, at: kept.commit, files: files, stored: StoredInfo(stored: kept.info),
            endpoint: HubEndpoint(folder: catalogue.blobs.root.string))
        let facts = try await vetter.facts(of: hub, linked: hubs.standard)
        let wish = try GateWish(thresholds: request.thresholds ?? [:], presetNamed: request.policy)
        let saved = SavedFacts(
            facts, scan: try await vetter.scan(files), sizeBytes: files.map(\.content.size).total().bytes)
        return (try await vetter.report(on: saved, wish: wish), saved)
    }
}
