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
        let read = try await reader.adoptAll(into: catalogue.blobs) { progress($0.bytes, total, "verifying") }
        let facts = try await facts(of: manifest, read: read)
        var info = StoredInfo()
        if let licence = manifest.licence { info.tags = ["license:\(licence)"] }
        let files = manifest.files.map { file in
            let identity = file.gitOid.map(ContentIdentity.gitBlob) ?? .sha256(file.sha256)
            return ArrivingFile(
                path: file.path, content: ExpectedContent(identity: identity, size: file.size), isChosen: true)
        }
        let arrival = Arrival(
            repository: repository, commit: commit, revision: manifest.revision.name, source: manifest.source,
            info: try info.text, selection: "everything in \(request.path)", quantisation: nil, files: files)
        let placed = zip(files, manifest.files).compactMap { arriving, listed in
            facts[listed.sha256].map { (arriving.content.identity, $0) }
        }
        return report(try await catalogue.keep(arrival, placed: placed), "verified from the package")
    }

    /// What is known of every blob of the package: just read, recorded before, or read now.
    private func facts(of manifest: PackageManifest, read: [BlobFacts]) async throws -> [Digest: BlobFacts] {
        var facts = Dictionary(read.map { ($0.digest, $0) }) { first, _ in first }
        let known = try await catalogue.facts(of: manifest.files.map { .sha256($0.sha256) })
        for file in manifest.files where facts[file.sha256] == nil {
            if let recorded = known[.sha256(file.sha256)] {
                facts[file.sha256] = recorded
            } else {
                let crc = try await catalogue.blobs.crc32(of: file.sha256)
                facts[file.sha256] = BlobFacts(digest: file.sha256, size: file.size, crc32: crc)
            }
        }
        return facts
    }
}

extension Catalogue {
    /// Records and shows a version whose bytes are all in the store; returns its commit.
    func keep(
        _ arrival: Arrival, placed: [(content: ContentIdentity, facts: BlobFacts)]
    ) async throws -> GitObjectID {
        let version = try await begin(arrival)
        try await record(placed, in: version)
        let facets = await FacetReading(
            repository: arrival.repository, files: arrival.files.filter(\.isChosen),
            info: StoredInfo(stored: arrival.info),
            catalogue: self
        ).facets()
        var described = arrival
        described.info = try StoredInfo(facets).text
        try await finish(version, described, facets: facets)
        return arrival.commit
    }
}
