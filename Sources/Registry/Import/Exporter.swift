package import Blobs
package import Domain
import SystemPackage
package import Wire

/// Lays out and writes packages: one zip with everything of a version and a manifest of hashes.
package struct Exporter: Sendable {
    let catalogue: Catalogue

    package init(catalogue: Catalogue) { self.catalogue = catalogue }

    /// The package of a version, computed; no byte of it is stored. Refused while a file of it is lost, or it is kept apart.
    package func layout(of version: KeptVersion) throws -> PackageLayout {
        try version.require(.package)
        if let path = version.lost.first { throw RegistryError.fileLost(model: version.repository.path, path: path) }
        guard let revision = Revision(version.revision) else {
            throw Problem(.internal, "the registry holds a revision that is none: \(version.revision)")
        }
        let manifest = PackageManifest(
            repository: version.repository, revision: revision, commit: version.commit, source: version.source,
            licence: version.license, createdBy: "roost",
            files: version.files.map {
                PackagedFile(path: $0.path, size: $0.size, sha256: $0.digest, gitOid: $0.gitObject)
            })
        let entries = version.files.map {
            PackageEntry(path: $0.path, blob: $0.digest, size: $0.size, crc32: $0.crc32)
        }
        return try PackageLayout(entries: entries, manifest: try manifest.encoded())
    }

    /// Writes the package of a version, whole or not at all.
    package func run(
        _ repository: RepositoryID, at revision: Revision?, to path: String?,
        progress: @escaping @Sendable (_ done: Int64, _ total: Int64) -> Void
    ) async throws -> ExportReport {
        let version = try await catalogue.kept(repository, at: revision)
        let layout = try layout(of: version)
        let target = path ?? "\(repository.name)-\(version.commit.short).zip"
        try await PackageWriter(store: catalogue.blobs).write(layout, toFileAt: FilePath(target)) {
            progress($0.bytes, layout.size.bytes)
        }
        return ExportReport(
            path: target, name: repository.path, commit: version.commit.hex, files: version.files.count,
            sizeBytes: layout.size.bytes)
    }
}
