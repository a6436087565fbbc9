import Blobs
import Domain
import Storage

/// A version whose bytes are all in the store, about to be shown.
struct CompleteArrival: Sendable {
    let arrival: Arrival
    let placed: [(content: ContentIdentity, facts: BlobFacts)]
    /// What the gate said; nil leaves as it is what it said before.
    let settlement: Settlement?

    var facts: [ContentIdentity: BlobFacts] {
        Dictionary(placed.map { ($0.content, $0.facts) }) { first, _ in first }
    }
}

extension Catalogue {
    /// Records and shows versions whose bytes are all in the store, in one transaction: all of them are shown, or none.
    ///
    /// The caller holds off pruning from before the bytes were placed.
    func keep(_ complete: [CompleteArrival]) async throws {
        var described: [(arrival: Arrival, facets: ModelFacets)] = []
        for one in complete {
            let facets = await FacetReading(
                repository: one.arrival.repository, files: one.arrival.files.filter(\.isChosen),
                info: StoredInfo(stored: one.arrival.info), catalogue: self, known: one.facts
            ).facets()
            var arrival = one.arrival
            arrival.info = try StoredInfo(facets).text
            described.append((arrival, facets))
        }
        let (ready, now) = (described, now())
        try await database.write { session in
            for (one, (arrival, facets)) in zip(complete, ready) {
                let version = try begin(arrival, known: one.facts, at: now, session)
                try record(one.placed, in: version, at: now, session)
                try finish(version, arrival, facets: facets, settlement: one.settlement, at: now, session)
            }
        }
    }
}
