package import Domain
import Storage
package import Wire

extension Catalogue {
    /// Everything known of one kept model, at its current version or another.
    package func detail(of repository: RepositoryID, at revision: Revision? = nil) async throws -> ModelDetail {
        let kept = try await self.kept(repository, at: revision)
        return try await database.read { session in
            guard
                let row = try session.first(
                    """
                    SELECT \(raw: ModelSummary.columns), m.tags, m.current_version, v.architecture, v.parameters,
                    v.context_length FROM models m JOIN versions v ON v.model_id = m.id WHERE v.id = \(kept.versionID)
                    """)
            else { throw RegistryError.notKept(repository.path) }
            let tags = try WireJSON.decode([String].self, from: try row.text("tags"))
            return ModelDetail(
                model: try ModelSummary(row), tags: tags, baseModels: Self.named("base_model:", in: tags),
                datasets: Self.named("dataset:", in: tags), architecture: try row.optionalText("architecture"),
                parameters: try row.optionalInteger("parameters"),
                contextLength: try row.optionalInteger("context_length"),
                versions: try versions(of: kept.modelID, current: try row.optionalInteger("current_version"), session),
                files: try files(of: kept.versionID, session))
        }
    }

    private func versions(
        of model: Int64, current: Int64?, _ session: any DatabaseSession
    ) throws -> [VersionSummary] {
        let rows = try session.rows(
            """
            SELECT v.id, v.commit_id, v.revision, v.selection, v.size, v.file_count, v.source, v.kept_at,
            \(raw: GateColumns.text) FROM versions v
            WHERE v.model_id = \(model) AND v.state = \(VersionState.whole.rawValue) ORDER BY v.kept_at DESC
            """)
        return try rows.map { row in
            VersionSummary(
                commit: try row.text("commit_id"), revision: try row.text("revision"),
                selection: try row.text("selection"),
                sizeBytes: try row.integer("size"), files: Int(try row.integer("file_count")),
                source: try row.text("source"),
                keptAt: Moment.text(try row.integer("kept_at")), current: try row.integer("id") == current,
                quarantined: try row.bool("quarantined"), verdict: try VerdictSummary(row))
        }
    }

    private func files(of version: Int64, _ session: any DatabaseSession) throws -> [FileEntry] {
        let rows = try session.rows(
            "SELECT path, size, identity, digest, chosen FROM files WHERE version_id = \(version) ORDER BY path")
        return try rows.map { row in
            let identity = ContentIdentity(stored: try row.text("identity"))
            let git: String? = if case .gitBlob(let id) = identity { id.hex } else { nil }
            return FileEntry(
                path: try row.text("path"), sizeBytes: try row.integer("size"), sha256: try row.optionalText("digest"),
                gitOid: git, kept: try row.integer("chosen") == Chosen.here.rawValue)
        }
    }

    /// The ids behind tags such as `base_model:org/name` or `base_model:quantized:org/name`.
    private static func named(_ prefix: String, in tags: [String]) -> [String] {
        var found: [String] = []
        for tag in tags where tag.hasPrefix(prefix) {
            let id = String(tag.dropFirst(prefix.count).split(separator: ":").last ?? "")
            if !id.isEmpty, !found.contains(id) { found.append(id) }
        }
        return found
    }
}
