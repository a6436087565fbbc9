import Blobs
import Domain
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
        let report = { (commit: GitObjectID?, how: String) in
            ImportReport(
                name: repository.path, kind: repository.kind.rawValue, commit: commit?.hex ?? "",
                files: manifest.files.count, sizeBytes: total, how: how)
        }
        if dryRun { return report(manifest.commit, "would be taken in from \(manifest.source)") }
        guard let commit = manifest.commit else {
            throw Problem(
                .damaged, "`\(request.path)` names no commit", hint: "export it again with this version of Roost")
        }
        let gate = try await catalogue.blobs.holdAgainstPruning()
        defer { withExtendedLifetime(gate) {} }
        var facts = try await factsInStore(of: manifest)
        for read in try await reader.adoptAll(
            into: catalogue.blobs, progress: { progress($0.bytes, total, "verifying") })
        {
            facts[read.digest] = read
        }
        var info = StoredInfo()
        if let licence = manifest.licence { info.tags = ["license:\(licence)"] }
        let files = manifest.files.map { file in
            let identity = file.gitOid.map(ContentIdentity.gitBlob) ?? .sha256(file.sha256)
            return ArrivingFile(
                path: file.path, content: ExpectedContent(identity: identity, size: file.size), isChosen: true)
        }
        let arrival = Arrival(
            repository: repository, commit: commit, revision: manifest.revision.name, source: manifest.source,
            info: try info.text, selection: "everything in \(request.path)", quantisation: nil, files: files,
            isListing: false)
        let placed = zip(files, manifest.files).compactMap { arriving, listed in
            facts[listed.sha256].map { (arriving.content.identity, $0) }
        }
        try await catalogue.keep([CompleteArrival(arrival: arrival, placed: placed)])
        return report(arrival.commit, "verified from the package")
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
