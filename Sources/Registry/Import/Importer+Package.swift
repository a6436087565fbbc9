import Blobs
import Domain
import FoundationEssentials
import Scoring
import SystemPackage
import Wire

extension Importer {
    /// Verifies a package and keeps what is in it; nothing of a package that is wrong anywhere is kept.
    func importPackage(_ request: ImportRequest, dryRun: Bool, progress: @escaping Progress) async throws
        -> ImportReport
    {
        let reader = try await PackageReader.open(at: FilePath(request.path))
        let manifest = reader.manifest
        let repository = request.name ?? manifest.repository
        let total = manifest.files.map(\.size).total().bytes
        if dryRun {
            return ImportReport(
                name: repository.path, kind: repository.kind.rawValue, commit: manifest.commit?.hex ?? "",
                files: manifest.files.count, sizeBytes: total, how: "would be taken in from \(manifest.source)")
        }
        let arrival = try arrival(of: manifest, as: repository, from: request.path)
        let gate = try await catalogue.blobs.holdAgainstPruning()
        defer { withExtendedLifetime(gate) {} }
        var facts = try await factsInStore(of: manifest)
        let staged = try await reader.stageMissing(from: catalogue.blobs) { progress($0.bytes, total, "verifying") }
        for blob in staged { facts[blob.facts.digest] = blob.facts }
        let complete: CompleteArrival
        do {
            let asked = self.gate(for: request)
            let held = held(arrival.files, of: manifest, staged)
            let judgement = try await asked?.judge(
                arrival, held, from: URL(filePath: request.path).standardizedFileURL.path)
            if let judgement, let refusal = judgement.refusal {
                try await asked?.record([judgement])
                throw refusal
            }
            let placed = zip(arrival.files, manifest.files).compactMap { arriving, listed in
                facts[listed.sha256].map { (arriving.content.identity, $0) }
            }
            complete = try await CompleteArrival(arrival, held: held, placed: placed, judgement: judgement)
            try await catalogue.blobs.commit(staged)
        } catch {
            try? catalogue.blobs.discard(staged)  // What stays is removed by `cleanPartial`; the first error says more.
            throw error
        }
        try await catalogue.keep([complete])
        return ImportReport(
            name: repository.path, kind: repository.kind.rawValue, commit: arrival.commit.hex,
            files: manifest.files.count, sizeBytes: total, how: "verified from the package",
            verdict: complete.judgement?.course.verdict.summary)
    }

    private func arrival(
        of manifest: PackageManifest, as repository: RepositoryID, from path: String
    ) throws -> Arrival {
        guard let commit = manifest.commit else {
            throw Problem(.damaged, "`\(path)` names no commit", hint: "export it again with this version of Roost")
        }
        var info = StoredInfo()
        if let licence = manifest.licence { info.tags = ["license:\(licence)"] }
        let files = manifest.files.map { file in
            let identity = file.gitOid.map(ContentIdentity.gitBlob) ?? .sha256(file.sha256)
            return ArrivingFile(
                path: file.path, content: ExpectedContent(identity: identity, size: file.size), isChosen: true)
        }
        return Arrival(
            repository: repository, commit: commit, revision: manifest.revision.name, source: manifest.source,
            info: try info.text, selection: "everything in \(path)", quantisation: nil, files: files,
            isListing: false)
    }

    /// The files of a package where they lie: staged, or in the store already.
    private func held(
        _ files: [ArrivingFile], of manifest: PackageManifest, _ staged: [StagedBlob]
    ) -> [HeldFile] {
        let staged = Dictionary(staged.map { ($0.facts.digest, $0) }) { first, _ in first }
        return zip(files, manifest.files).map { arriving, listed in
            let digest = listed.sha256
            return HeldFile(path: arriving.path, content: arriving.content, digest: digest) {
                [blobs = catalogue.blobs, blob = staged[digest]] in
                try blob.map { try blobs.open($0) } ?? blobs.open(digest)
            }
        }
    }

    /// What is known of the blobs of the package that are in the store: recorded before, or read now.
    ///
    /// A blob without a record was never proved or was found damaged; one that is wrong makes room for the package's.
    private func factsInStore(of manifest: PackageManifest) async throws -> [Digest: BlobFacts] {
        let known = try await catalogue.facts(of: manifest.files.map { .sha256($0.sha256) })
        var facts: [Digest: BlobFacts] = [:]
        for digest in Set(manifest.files.map(\.sha256)) where try catalogue.blobs.contains(digest) {
            if let proved = known[.sha256(digest)] {
                facts[digest] = proved
            } else if let proved = try await catalogue.blobs.provedFacts(of: digest) {
                facts[digest] = proved
            } else {
                try catalogue.blobs.remove(digest)
            }
        }
        return facts
    }
}
