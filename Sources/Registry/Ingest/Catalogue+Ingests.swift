import Domain
import Storage
import Wire

extension Catalogue {
    /// Which ingests a list wants.
    package struct IngestFilter: Sendable {
        package var name: String?
        package var version: String?
        /// A part of the name, whatever its case.
        package var part: String?
        package var pattern: String?

        package init(name: String? = nil, version: String? = nil, part: String? = nil, pattern: String? = nil) {
            self.name = name
            self.version = version
            self.part = part
            self.pattern = pattern
        }
    }

    /// Records an ingest; `RegistryError.ingested` when the name has this version already.
    func add(_ record: IngestRecord) async throws {
        let assessment = try record.assessment.map { try WireJSON.exactText($0) }
        try await database.write { session in
            let taken = try session.first(
                """
                SELECT id FROM ingests WHERE family = \(record.family.rawValue) AND name = \(record.name)
                AND version = \(record.version)
                """)
            guard taken == nil else { throw RegistryError.ingested(name: record.name, version: record.version) }
            try session.run(
                """
                INSERT INTO ingests (id, family, name, version, kind, model, commit_id, description, assessment, net_score,
                size, created_by, created_at) VALUES (\(record.id), \(record.family.rawValue), \(record.name),
                \(record.version), \(record.repository.kind.rawValue), \(record.repository.path), \(record.commit.hex),
                \(record.description), \(assessment), \(record.netScore), \(record.size), \(record.by),
                \(record.createdAt))
                """)
        }
    }

    /// The ingest of an identifier; nil when there is none.
    package func ingest(_ id: String, _ family: IngestFamily) async throws -> IngestRecord? {
        try await database.read { session in
            try session.first(
                "SELECT * FROM ingests WHERE id = \(id) AND family = \(family.rawValue)"
            ).map(IngestRecord.init)
        }
    }

    /// The newest ingest of a name, or the one of a version.
    func ingest(named name: String, _ family: IngestFamily, version: String? = nil) async throws -> IngestRecord? {
        let versionIs: SQL = version.map { " AND version = \($0)" } ?? ""
        return try await database.read { session in
            try session.first(
                """
                SELECT * FROM ingests WHERE family = \(family.rawValue) AND name = \(name)\(versionIs)
                ORDER BY created_at DESC, id LIMIT 1
                """
            ).map(IngestRecord.init)
        }
    }

    /// The ingests of a family, newest first, and how many there are in all.
    package func ingests(
        _ family: IngestFamily, _ filter: IngestFilter = IngestFilter(), offset: Int, limit: Int
    ) async throws -> (records: [IngestRecord], total: Int) {
        var wanted: SQL = "family = \(family.rawValue)"
        if let name = filter.name { wanted = "\(wanted) AND name = \(name)" }
        if let version = filter.version { wanted = "\(wanted) AND version = \(version)" }
        if let part = filter.part {
            let escaped = part.lowercased().replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing(
                "_", with: "\\_")
            wanted = "\(wanted) AND lower(model) LIKE \("%\(escaped)%") ESCAPE '\\'"
        }
        if let pattern = filter.pattern {
            wanted = "\(wanted) AND \(database.dialect.matches(try RegularExpression(pattern: pattern), "name"))"
        }
        let condition = wanted
        return try await database.read { session in
            let total = try session.first("SELECT count(*) AS n FROM ingests WHERE \(condition)")?.integer("n") ?? 0
            let rows = try session.rows(
                """
                SELECT * FROM ingests WHERE \(condition) ORDER BY created_at DESC, id
                LIMIT \(Int64(limit)) OFFSET \(Int64(offset))
                """)
            return (try rows.map(IngestRecord.init), Int(total))
        }
    }

    /// Forgets an ingest; the model itself stays until it is removed. False when there was none.
    package func removeIngest(_ id: String, _ family: IngestFamily) async throws -> Bool {
        try await database.write { session in
            try session.run("DELETE FROM ingests WHERE id = \(id) AND family = \(family.rawValue)") == 1
        }
    }
}

extension IngestRecord {
    init(_ row: Row) throws {
        let kind = RepositoryKind(rawValue: try row.text("kind")) ?? .model
        guard let repository = RepositoryID(try row.text("model"), kind: kind),
            let commit = GitObjectID(try row.text("commit_id"))
        else { throw Problem(.internal, "the registry holds an ingest of no model: \(try row.text("id"))") }
        id = try row.text("id")
        family = IngestFamily(rawValue: try row.text("family")) ?? .package
        name = try row.text("name")
        version = try row.text("version")
        self.repository = repository
        self.commit = commit
        description = try row.optionalText("description")
        let stored = try row.optionalText("assessment")
        assessment = try stored.map { try WireJSON.decodeExactly(Assessment.self, from: $0) }
        netScore = try row.real("net_score")
        size = try row.integer("size")
        by = try row.text("created_by")
        createdAt = try row.integer("created_at")
    }
}
