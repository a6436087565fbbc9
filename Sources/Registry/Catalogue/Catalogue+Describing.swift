import Domain
import Storage
import Wire

/// What lists and searches say of a model: that of its current version, and of no other.
extension Catalogue {
    func describe(
        _ model: Int64, _ repository: RepositoryID, _ facets: ModelFacets, at now: Int64,
        _ session: any DatabaseSession
    ) throws {
        let tags = try WireJSON.text(facets.tags, pretty: false)
        try session.run(
            """
            UPDATE models SET task = \(facets.task), library = \(facets.library), license = \(facets.license), tags = \(tags),
            downloads = \(facets.downloads), likes = \(facets.likes), made_at = \(facets.madeAt ?? Moment.text(now)),
            changed_at = \(facets.changedAt ?? Moment.text(now)) WHERE id = \(model)
            """)
        try session.run("DELETE FROM model_tags WHERE model_id = \(model)")
        for tag in Set(facets.tags) {
            try session.run("INSERT INTO model_tags (tag, model_id) VALUES (\(tag), \(model))")
        }
        try session.run(names.put(id: model, repository.path))
        try session.run(texts.put(id: model, [repository.path, facets.tags.joined(separator: " "), facets.card]))
    }

    /// After the current version was removed: what the one in its place says of itself.
    func describe(by current: KeptVersion) async throws {
        let files = [ArrivingFile]().with(shownBy: current)
        let facets = await FacetReading(files: files, info: StoredInfo(stored: current.info)) { file in
            try await open(file, of: current.repository)
        }.facets()
        try await database.write { session in
            try describe(current.modelID, current.repository, facets, at: current.keptAt, session)
        }
    }
}
