import Blobs
import Domain
import Storage
import Wire

/// How a version comes into the catalogue: begun, filled, and shown only when it is whole.
extension Catalogue {
    /// Records what is about to come. An earlier begun one of the same commit is gone on with.
    ///
    /// What is shown stays shown, and what another pull of the same commit wants stays wanted.
    func begin(_ arrival: Arrival) async throws -> BegunVersion {
        // Held so that nothing is pruned between being found here and being referred to.
        let gate = try await blobs.holdAgainstPruning()
        defer { withExtendedLifetime(gate) {} }
        let known = try await facts(of: arrival.files.map(\.content.identity))
        let now = now()
        let version = try await database.write { try begin(arrival, known: known, at: now, $0) }
        return BegunVersion(id: version, known: known)
    }

    /// The same within a transaction; `known` are the blobs in the store by the names the arrival gives them.
    func begin(
        _ arrival: Arrival, known: [ContentIdentity: BlobFacts], at now: Int64, _ session: any DatabaseSession
    ) throws -> Int64 {
        let model = try modelRow(arrival.repository, session)
        let version = try versionRow(arrival, of: model, at: now, session)
        let before = try fileStates(of: version, session)
        for file in arrival.files {
            let state = FileState(
                file, known: known[file.content.identity]?.digest.hex, before: before[file.path.text])
            try session.run(
                """
                INSERT INTO files (version_id, path, size, identity, chosen, digest) VALUES
                (\(version), \(file.path.text), \(file.content.size.bytes), \(state.identity), \(state.chosen),
                \(state.digest)) ON CONFLICT (version_id, path) DO UPDATE SET size = excluded.size,
                identity = excluded.identity, chosen = excluded.chosen, digest = excluded.digest
                """)
        }
        return version
    }

    private func fileStates(of version: Int64, _ session: any DatabaseSession) throws -> [String: FileState] {
        let rows = try session.rows("SELECT path, identity, chosen, digest FROM files WHERE version_id = \(version)")
        return Dictionary(try rows.map { (try $0.text("path"), try FileState($0)) }) { first, _ in first }
    }

    /// Which of these contents are in the store already, and what is known of them.
    func facts(of contents: [ContentIdentity]) async throws -> [ContentIdentity: BlobFacts] {
        let found = try await database.read { session in
            var found: [ContentIdentity: BlobFacts] = [:]
            for content in Set(contents) {
                let condition: SQL =
                    switch content {
                    case .sha256(let digest): "digest = \(digest.hex)"
                    case .gitBlob(let id): "git_oid = \(id.hex)"
                    }
                guard let row = try session.first("SELECT digest, size, crc32 FROM blobs WHERE \(condition) LIMIT 1")
                else { continue }
                found[content] = try BlobFacts(row)
            }
            return found
        }
        // The row may outlive the file: somebody may have removed it by hand.
        return try found.filter { try blobs.size(of: $0.value.digest) == $0.value.size }
    }

    /// Records blobs that are placed, and which files of the version show them.
    func record(_ placed: [(content: ContentIdentity, facts: BlobFacts)], in version: Int64) async throws {
        let now = now()
        try await database.write { try record(placed, in: version, at: now, $0) }
    }

    /// The same within a transaction.
    func record(
        _ placed: [(content: ContentIdentity, facts: BlobFacts)], in version: Int64, at now: Int64,
        _ session: any DatabaseSession
    ) throws {
        for (content, facts) in placed {
            let git: String? = if case .gitBlob(let id) = content { id.hex } else { nil }
            try session.run(
                """
                INSERT INTO blobs (digest, size, crc32, git_oid, added_at, checked_at) VALUES
                (\(facts.digest.hex), \(facts.size.bytes), \(Int64(facts.crc32)), \(git), \(now), \(now))
                ON CONFLICT (digest) DO UPDATE SET crc32 = excluded.crc32, checked_at = excluded.checked_at,
                git_oid = COALESCE(excluded.git_oid, blobs.git_oid)
                """)
            try session.run(
                """
                UPDATE files SET digest = \(facts.digest.hex)
                WHERE version_id = \(version) AND identity = \(content.description) AND chosen <> \(Chosen.not.rawValue)
                """)
        }
    }

    /// Shows the version: from now on it is the current one of its model.
    ///
    /// Refused while a chosen file lacks its bytes. Files that another pull of the same commit wants are left to it.
    ///
    /// - Parameters:
    ///   - settlement: what the gate said; nil leaves as it is what it said before. A version that is kept apart takes no place of
    ///     one that may be used.
    ///   - entry: what the gate has to write down, with the version or not at all.
    func finish(
        _ version: Int64, _ arrival: Arrival, facets: ModelFacets, settlement: Settlement? = nil,
        entry: GateEntry? = nil
    ) async throws {
        let now = now()
        try await database.write { session in
            try entry?.write(at: now, session)
            try finish(version, arrival, facets: facets, settlement: settlement, at: now, session)
        }
    }

    /// The same within a transaction.
    func finish(
        _ version: Int64, _ arrival: Arrival, facets: ModelFacets, settlement: Settlement? = nil, at now: Int64,
        _ session: any DatabaseSession
    ) throws {
        let repository = arrival.repository
        let row = try session.first(
            "SELECT model_id, revision, quantisation, state FROM versions WHERE id = \(version)")
        guard let row else { throw RegistryError.removedMeanwhile(repository.path) }
        let isWhole = try row.text("state") == VersionState.whole.rawValue
        try keepName(isWhole ? row.text("revision") : nil, of: version, row, beside: arrival.revision, session)
        for file in arrival.files where file.isChosen {
            let shown = try session.run(
                """
                UPDATE files SET chosen = \(Chosen.here.rawValue)
                WHERE version_id = \(version) AND path = \(file.path.text) AND digest IS NOT NULL
                """)
            guard shown == 1 else { throw RegistryError.fileNotKept(model: repository.path, path: file.path.text) }
        }
        let held = isWhole ? try row.optionalText("quantisation") : nil
        let quantisation = Self.quantisations(held, with: arrival.quantisation)
        try session.run(
            """
            UPDATE versions SET state = \(VersionState.whole.rawValue), kept_at = \(now), revision = \(arrival.revision),
            selection = \(arrival.selection), quantisation = \(quantisation), source = \(arrival.source),
            info = \(arrival.info), architecture = \(facets.architecture), parameters = \(facets.parameters),
            context_length = \(facets.contextLength),
            size = (SELECT COALESCE(SUM(size), 0) FROM files WHERE version_id = \(version) AND chosen = 1),
            file_count = (SELECT count(*) FROM files WHERE version_id = \(version) AND chosen = 1) WHERE id = \(version)
            """)
        if let settlement { try settle(version, arrival, settlement, session) }
        guard try !isBehindAnother(version, session) else {
            return try log("kept", repository, detail: "version \(version), quarantined", at: now, session)
        }
        try show(version, of: repository, facets: facets, at: now, session)
    }

    /// All quantisations a version then holds: `Q4_K_M, Q8_0`.
    private static func quantisations(_ held: String?, with added: String?) -> String? {
        guard let held else { return added }
        guard let added, !held.split(separator: ", ").contains(Substring(added)) else { return held }
        return "\(held), \(added)"
    }

    private func show(
        _ version: Int64, of repository: RepositoryID, facets: ModelFacets, at now: Int64,
        _ session: any DatabaseSession
    ) throws {
        let model = try modelRow(repository, session)
        try session.run(
            """
            UPDATE models SET current_version = \(version), kept_at = \(now),
            size = (SELECT size FROM versions WHERE id = \(version)) WHERE id = \(model)
            """)
        try describe(model, repository, facets, at: now, session)
        try log("kept", repository, detail: "version \(version)", at: now, session)
    }

    private func modelRow(_ repository: RepositoryID, _ session: any DatabaseSession) throws -> Int64 {
        let kind = repository.kind.rawValue
        if let row = try session.first("SELECT id FROM models WHERE kind = \(kind) AND name = \(repository.path)") {
            return try row.integer("id")
        }
        let made = try session.first(
            """
            INSERT INTO models (kind, name, short_name, author) VALUES
            (\(kind), \(repository.path), \(repository.name), \(repository.namespace)) RETURNING id
            """)
        return try made.orMissing("models").integer("id")
    }

    private func versionRow(
        _ arrival: Arrival, of model: Int64, at now: Int64, _ session: any DatabaseSession
    ) throws -> Int64 {
        let isListing: Int64 = arrival.isListing ? 1 : 0
        let existing = try session.first(
            "SELECT id FROM versions WHERE model_id = \(model) AND commit_id = \(arrival.commit.hex)")
        if let id = try existing?.integer("id") {
            // What the version says of itself changes when the files have come, not before.
            try session.run(
                """
                UPDATE versions SET started_at = \(now), listed = CASE WHEN listed = 1 THEN 1 ELSE \(isListing) END
                WHERE id = \(id)
                """)
            return id
        }
        let made = try session.first(
            """
            INSERT INTO versions (model_id, commit_id, revision, selection, quantisation, source, state, info, started_at, listed)
            VALUES (\(model), \(arrival.commit.hex), \(arrival.revision), \(arrival.selection), \(arrival.quantisation),
            \(arrival.source), \(VersionState.fetching.rawValue), \(arrival.info), \(now), \(isListing)) RETURNING id
            """)
        return try made.orMissing("versions").integer("id")
    }

    /// Writes a line of the model's history.
    func log(
        _ event: String, _ repository: RepositoryID, detail: String, at now: Int64, _ session: any DatabaseSession
    ) throws {
        try session.run(
            """
            INSERT INTO model_events (at, model, event, detail) VALUES (\(now), \(repository.path), \(event), \(detail))
            """)
    }
}

/// A version that was begun, and what the store had of it then: those bytes are referred to now, so that nobody prunes them.
struct BegunVersion: Sendable {
    let id: Int64
    let known: [ContentIdentity: BlobFacts]
}

extension BlobFacts {
    init(_ row: Row) throws {
        guard let digest = Digest(try row.text("digest")) else {
            throw Problem(.internal, "the registry holds a digest that is none: \(try row.text("digest"))")
        }
        self.init(
            digest: digest, size: ByteCount(try row.integer("size")),
            crc32: UInt32(truncatingIfNeeded: try row.integer("crc32")))
    }
}

extension Row? {
    /// The row an `INSERT … RETURNING` must give.
    func orMissing(_ table: String) throws -> Row {
        guard let self else { throw Problem(.internal, "the database returned no row for a new one in `\(table)`") }
        return self
    }
}
