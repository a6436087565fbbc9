import Blobs
import Crypto
import Domain
package import Wire

/// Takes in what is on disk already, without copying where that is possible and safe, and hashes everything it takes.
package struct Importer: Sendable {
    let catalogue: Catalogue

    /// Bytes done, bytes in all, and what is being done.
    package typealias Progress = @Sendable (_ done: Int64, _ total: Int64, _ what: String) -> Void

    package init(catalogue: Catalogue) { self.catalogue = catalogue }

    /// Imports a folder, a Hugging Face cache, a weight file or a package; with `dryRun` only says what it found.
    package func run(_ request: ImportRequest, dryRun: Bool, progress: @escaping Progress) async throws
        -> [ImportReport]
    {
        if request.path.lowercased().hasSuffix(".zip") {
            return [try await importPackage(request, dryRun: dryRun, progress: progress)]
        }
        let sources = try ImportSource.find(at: request.path, name: request.name)
        guard !sources.isEmpty else { throw RegistryError.nothingChosen(repository: request.path) }
        if dryRun { return sources.map(Self.preview) }
        var reports: [ImportReport] = []
        for batch in ImportBatch.cut(sources) {
            let (staged, failure) = await stage(batch, request.mode, progress: progress)
            reports += try await place(staged)
            if let failure { throw failure }
        }
        return reports
    }

    private static func preview(_ source: ImportSource) -> ImportReport {
        ImportReport(
            name: source.repository.path, kind: source.repository.kind.rawValue, commit: source.commit?.hex ?? "",
            files: source.files.count, sizeBytes: source.files.map(\.size).reduce(0, +),
            how: "would be taken in from \(source.origin)")
    }

    /// Shows what was staged: one sync of the disk, one transaction. Pruning waits only for this, not for the hashing.
    private func place(_ staged: [StagedSource]) async throws -> [ImportReport] {
        guard !staged.isEmpty else { return [] }
        let gate = try await catalogue.blobs.holdAgainstPruning()
        defer { withExtendedLifetime(gate) {} }
        // Replacing: a damaged blob of the same length must not outlive good bytes.
        try await catalogue.blobs.commit(staged.flatMap(\.blobs), replacing: true)
        let complete = try staged.map { one in
            let (source, files) = (one.source, one.files.map(\.file))
            let arrival = Arrival(
                repository: source.repository, commit: source.commit ?? Self.commit(of: files),
                revision: source.revision, source: source.origin, info: try StoredInfo().text,
                selection: "everything in \(source.origin)", quantisation: nil, files: files, isListing: false)
            return CompleteArrival(
                arrival: arrival, placed: one.files.map { ($0.file.content.identity, $0.staged.facts) })
        }
        try await catalogue.keep(complete)
        return zip(staged, complete).map { one, kept in
            ImportReport(
                name: one.source.repository.path, kind: one.source.repository.kind.rawValue,
                commit: kept.arrival.commit.hex, files: one.files.count,
                sizeBytes: one.files.map(\.file.content.size).total().bytes, how: Self.how(one.blobs))
        }
    }

    /// A commit for files that have none: a name that is the same for the same files.
    private static func commit(of files: [ArrivingFile]) -> GitObjectID {
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
