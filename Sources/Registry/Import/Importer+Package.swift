import Blobs
import Domain
import FoundationEssentials
import Hub
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
        // A package may take long to read and to look into. Pruning waits only while it is placed: what the store has of it
        // already is pinned until then.
        var staged = try await pinned(manifest)
        let complete: CompleteArrival
        do {
            let pinned = Dictionary(staged.map { ($0.facts.digest, $0.facts.size) }) { first, _ in first }
            staged += try await reader.stageMissing(from: catalogue.blobs, beside: pinned) {
                progress($0.bytes, total, "verifying")
            }
            complete = try await judged(arrival, of: manifest, staged, request)
            let gate = try await catalogue.blobs.holdAgainstPruning()
            defer { withExtendedLifetime(gate) {} }
            try await catalogue.blobs.commit(staged)
            try await catalogue.keep([complete])
        } catch {
            try? catalogue.blobs.discard(staged)  // What stays is removed by `cleanPartial`; the first error says more.
            throw error
        }
        return ImportReport(
            name: repository.path, kind: repository.kind.rawValue, commit: arrival.commit.hex,
            files: manifest.files.count, sizeBytes: total, how: "verified from the package",
            verdict: complete.judgement?.course.verdict.summary)
    }

    /// What is to be kept of a package, with what the gate says of it. Throws `GateRefusal`, which is written down then.
    private func judged(
        _ arrival: Arrival, of manifest: PackageManifest, _ staged: [StagedBlob], _ request: ImportRequest
    ) async throws -> CompleteArrival {
        let asked = gate(for: request)
        let kept = try await catalogue.version(of: arrival.repository, exactly: arrival.commit)
        let held = held(arrival.files, of: manifest, staged)
        let judgement = try await asked?.judge(
            arrival, held, beside: kept, from: URL(filePath: request.path).standardizedFileURL.path)
        if let judgement, let refusal = judgement.refusal {
            try await asked?.record([judgement])
            throw refusal
        }
        let facts = Dictionary(staged.map { ($0.facts.digest, $0.facts) }) { first, _ in first }
        let placed = zip(arrival.files, manifest.files).compactMap { arriving, listed in
            facts[listed.sha256].map { (arriving.content.identity, $0) }
        }
        return try await CompleteArrival(
            arrival, held: catalogue.held(held, with: kept), beside: kept, placed: placed, judgement: judgement)
    }

    private func arrival(
        of manifest: PackageManifest, as repository: RepositoryID, from path: String
    ) throws -> Arrival {
        guard let commit = manifest.commit else {
            throw Problem(.damaged, "`\(path)` names no commit", hint: "export it again with this version of Roost")
        }
        var info = StoredInfo()
        if let licence = manifest.licence { info.tags = [.tag(.licence, licence)] }
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

    /// The files of a package where they lie: staged, all of them.
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

    /// The blobs of the package that are in the store, each under a second name: recorded before, or read now.
    ///
    /// A blob without a record was never proved or was found damaged; one that is wrong makes room for the package's.
    private func pinned(_ manifest: PackageManifest) async throws -> [StagedBlob] {
        let blobs = catalogue.blobs
        let known = try await catalogue.facts(of: manifest.files.map { .sha256($0.sha256) })
        var pinned: [StagedBlob] = []
        do {
            for digest in Set(manifest.files.map(\.sha256)) where try blobs.contains(digest) {
                if let proved = try await known[.sha256(digest)].orElse({ try await blobs.provedFacts(of: digest) }) {
                    if let pin = try blobs.pin(proved) { pinned.append(pin) }
                } else {
                    try blobs.remove(digest)
                }
            }
        } catch {
            try? blobs.discard(pinned)  // What stays is removed by `cleanPartial`; the first error says more.
            throw error
        }
        return pinned
    }
}

extension Optional {
    /// The value, or what is found out only when there is none.
    fileprivate func orElse(_ other: () async throws -> Wrapped?) async rethrows -> Wrapped? {
        if let self { return self }
        return try await other()
    }
}
