import Blobs
import Crypto
import Domain
package import Hub
import Scoring
package import Wire

/// Takes in what is on disk already, without copying where that is possible and safe, and hashes everything it takes.
package struct Importer: Sendable {
    let catalogue: Catalogue
    /// The gate everything passes that is taken in; nil in tests of what is around it.
    let vetter: Vetter?
    /// Asked about what a model links.
    let hubs: @Sendable () -> [any HubReading]

    /// Bytes done, bytes in all, and what is being done.
    package typealias Progress = @Sendable (_ done: Int64, _ total: Int64, _ what: String) -> Void

    package init(catalogue: Catalogue, vetter: Vetter?, hubs: @escaping @Sendable () -> [any HubReading]) {
        self.catalogue = catalogue
        self.vetter = vetter
        self.hubs = hubs
    }

    /// Imports a folder, a Hugging Face cache, a weight file or a package; with `dryRun` only says what it found.
    ///
    /// Throws `GateRefusal` when the only model there is, is refused; of several, the refused ones stand in the reports.
    package func run(_ request: ImportRequest, dryRun: Bool, progress: @escaping Progress) async throws
        -> [ImportReport]
    {
        if request.path.lowercased().hasSuffix(".zip") {
            return [try await importPackage(request, dryRun: dryRun, progress: progress)]
        }
        let sources = try ImportSource.find(at: request.path, name: request.name)
        guard !sources.isEmpty else { throw RegistryError.nothingChosen(repository: request.path) }
        if dryRun { return sources.map(Self.preview) }
        let gate = gate(for: request)
        var reports: [ImportReport] = []
        try await inTurn(ImportBatch.cut(sources)) { batch in
            let (staged, broken) = await stage(batch, request.mode, progress: progress)
            let (judged, unasked) = await judge(staged, gate)
            return JudgedBatch(judged: judged, failure: unasked ?? broken)
        } then: { batch in
            try await conclude(batch.judged, gate)
            reports += batch.judged.map { $0.report(how: Self.how($0.staged.blobs)) }
            // One model that is refused is an error; of many, the others are kept and the report names it.
            if sources.count == 1, let refusal = batch.judged.first?.refusal { throw refusal }
        }
        return reports
    }

    /// Prepares a batch while the one before is placed: hashing and judging need processors, placing waits for the disk.
    private func inTurn(
        _ batches: [ArraySlice<ImportSource>],
        prepare: @escaping @Sendable (ArraySlice<ImportSource>) async -> JudgedBatch,
        then finish: (JudgedBatch) async throws -> Void
    ) async throws {
        guard let first = batches.first else { return }
        var ready = await prepare(first)
        for index in batches.indices {
            // Behind a source that cannot be taken over nothing is begun.
            let isLast = ready.failure != nil || index + 1 == batches.count
            async let following = isLast ? JudgedBatch() : prepare(batches[index + 1])
            do {
                try await finish(ready)
                if let failure = ready.failure { throw failure }
            } catch {
                let left = await following.judged.flatMap(\.staged.blobs)
                try? catalogue.blobs.discard(left)  // The first error says more.
                throw error
            }
            ready = await following
        }
    }

    private static func preview(_ source: ImportSource) -> ImportReport {
        ImportReport(
            name: source.repository.path, kind: source.repository.kind.rawValue, commit: source.commit?.hex ?? "",
            files: source.files.count, sizeBytes: source.files.map(\.size).reduce(0, +),
            how: "would be taken in from \(source.origin)")
    }

    /// Shows what the gate lets in and writes down what it said: one sync of the disk, one transaction. Pruning waits only for
    /// this, not for the hashing.
    private func conclude(_ all: [JudgedSource], _ asked: ImportGate?) async throws {
        let refused = all.filter { $0.refusal != nil }.compactMap(\.judgement)
        let judged = all.filter { $0.refusal == nil }
        guard !judged.isEmpty else {
            try await asked?.record(refused)
            return
        }
        let gate = try await catalogue.blobs.holdAgainstPruning()
        defer { withExtendedLifetime(gate) {} }
        // Replacing: a damaged blob of the same length must not outlive good bytes.
        try await catalogue.blobs.commit(judged.flatMap(\.staged.blobs), replacing: true)
        try await catalogue.keep(judged.map(\.complete), refused: refused.map(\.entry))
    }

    /// The gate as this request meets it; nil where there is none.
    func gate(for request: ImportRequest) -> ImportGate? {
        vetter.map {
            ImportGate(
                vetter: $0, catalogue: catalogue, hubs: hubs().map { OnceTriedHub($0) },
                wish: GateWish(quarantine: request.quarantine))
        }
    }

    /// A commit for files that have none: a name that is the same for the same files.
    static func commit(of files: [ArrivingFile]) -> GitObjectID {
        var hash = Insecure.SHA1()
        for file in files { hash.update(data: Array("\(file.path)\0\(file.content.identity)\0".utf8)) }
        guard let id = GitObjectID(bytes: Array(hash.finalize())) else { preconditionFailure("SHA-1 is 20 bytes") }
        return id
    }

    private static func how(_ staged: [StagedBlob]) -> String {
        let counts = Dictionary(grouping: staged, by: \.origin).mapValues(\.count)
        let words: [(BlobOrigin, String)] = [
            (.reflink, "reflinked"), (.hardlink, "hard-linked"), (.copy, "copied"), (.written, "written"),
        ]
        return words.compactMap { origin, word in counts[origin].map { "\($0) \(word)" } }.joined(separator: ", ")
    }
}
