import Blobs
import Domain
import Scoring
import SystemPackage
package import Wire

extension Importer {
    /// Keeps what was made here, through the gate as everything that comes: judged while it is staged, then placed and shown.
    ///
    /// Takes over the staged files: they are placed, or gone. Throws `GateRefusal` when the gate does not let it in.
    package func keep(_ derivation: Derivation) async throws -> Verdict? {
        let staged = derivation.files.compactMap(\.staged)
        do {
            let gate = try await catalogue.blobs.holdAgainstPruning()
            defer { withExtendedLifetime(gate) {} }
            let complete = try await judged(derivation)
            try await catalogue.blobs.commit(staged, replacing: true)
            try await catalogue.keep([complete])
            return complete.judgement?.course.verdict
        } catch {
            try? catalogue.blobs.discard(staged)  // What stays is removed by `cleanPartial`; the first error says more.
            throw error
        }
    }

    private func judged(_ derivation: Derivation) async throws -> CompleteArrival {
        let arrival = Arrival(
            repository: derivation.repository, commit: derivation.commit, revision: "main",
            source: derivation.source, info: try StoredInfo().text, selection: derivation.selection,
            quantisation: derivation.quantisation,
            files: derivation.files.map { file in
                ArrivingFile(
                    path: file.path, content: ExpectedContent(identity: file.identity, size: file.facts.size),
                    isChosen: true)
            }, isListing: false)
        let held = zip(arrival.files, derivation.files).map { arriving, file in
            HeldFile(path: file.path, content: arriving.content, digest: file.facts.digest) {
                [blobs = catalogue.blobs] in
                try file.staged.map { try blobs.open($0) } ?? blobs.open(file.facts.digest)
            }
        }
        let asked = vetter.map {
            ImportGate(vetter: $0, catalogue: catalogue, hubs: hubs().map { OnceTriedHub($0) }, wish: GateWish())
        }
        let kept = try await catalogue.version(of: arrival.repository, exactly: arrival.commit)
        let judgement = try await asked?.judge(arrival, held, beside: kept, from: catalogue.blobs.root.string)
        if let judgement, let refusal = judgement.refusal {
            try await asked?.record([judgement])
            throw refusal
        }
        let placed = derivation.files.map { ($0.identity, $0.facts) }
        return try await CompleteArrival(
            arrival, held: catalogue.held(held, with: kept), beside: kept, placed: placed, judgement: judgement)
    }
}
