package import Blobs
package import Domain
import Storage

/// A version whose bytes are all in the store, about to be shown.
package struct CompleteArrival: Sendable {
    let arrival: Arrival
    let facets: ModelFacets
    let placed: [(content: ContentIdentity, facts: BlobFacts)]
    /// What the gate said; nil leaves as it is what it said before.
    let judgement: ImportJudgement?

    /// A version of which everything is known, and that no gate has anything to say about.
    package init(
        _ arrival: Arrival, facets: ModelFacets, placed: [(content: ContentIdentity, facts: BlobFacts)]
    ) {
        self.arrival = arrival
        self.facets = facets
        self.placed = placed
        judgement = nil
    }

    /// - Parameters:
    ///   - held: the files, wherever they lie now, with those that are shown already: what is shown is read from them.
    ///   - kept: what the house has of this very commit; what is known of it stays known.
    init(
        _ arrival: Arrival, held: [HeldFile], beside kept: KeptVersion?,
        placed: [(content: ContentIdentity, facts: BlobFacts)],
        judgement: ImportJudgement?
    ) async throws {
        let places = Dictionary(held.map { ($0.path, $0) }) { first, _ in first }
        let name = arrival.repository.path
        let known = kept.map { StoredInfo(stored: $0.info) } ?? StoredInfo()
        let info = StoredInfo(stored: arrival.info).completed(by: known)
        facets = await FacetReading(files: arrival.files.filter(\.isChosen).with(shownBy: kept), info: info) {
            guard let file = places[$0.path] else { throw RegistryError.fileNotKept(model: name, path: $0.path.text) }
            return try file.open()
        }.facets()
        var described = arrival
        described.info = try StoredInfo(facets).completed(by: info).text
        self.arrival = described
        self.placed = placed
        self.judgement = judgement
    }

    var facts: [ContentIdentity: BlobFacts] {
        Dictionary(placed.map { ($0.content, $0.facts) }) { first, _ in first }
    }
}

extension Catalogue {
    /// Records and shows versions whose bytes are all in the store, in one transaction: all of them are shown, or none. What
    /// the gate said of each, and of those that are not kept, is written down with them.
    ///
    /// The caller holds off pruning from before the bytes were placed.
    package func keep(_ complete: [CompleteArrival]) async throws { try await keep(complete, refused: []) }

    func keep(_ complete: [CompleteArrival], refused: [GateEntry]) async throws {
        let now = now()
        try await database.write { session in
            for one in complete {
                let version = try begin(one.arrival, known: one.facts, at: now, session)
                try record(one.placed, in: version, at: now, session)
                try one.judgement?.entry.write(at: now, session)
                try finish(
                    version, one.arrival, facets: one.facets, settlement: one.judgement?.course.settlement, at: now,
                    session)
            }
            for entry in refused { try entry.write(at: now, session) }
        }
    }
}
