import Domain

extension Database {
    /// Brings the schema up to date: every step not yet recorded, set by set and in order, all in one transaction.
    ///
    /// Two processes may call this at once: the second finds the work done. Throws `StorageError.newerSchema` when the
    /// database holds a step of one of these owners that this program does not know, and changes nothing then.
    package func migrate(_ sets: [MigrationSet]) async throws {
        try await write { session in
            try session.run(
                """
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    owner TEXT NOT NULL, position BIGINT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (owner, position))
                """)
            for set in sets { try set.apply(in: session) }
        }
    }
}

extension MigrationSet {
    fileprivate func apply(in session: any DatabaseSession) throws {
        let recorded = try session.rows(
            "SELECT id FROM schema_migrations WHERE owner = \(owner) ORDER BY position"
        ).map { try $0.text("id") }
        let known = Set(migrations.map(\.id))
        if let stranger = recorded.first(where: { !known.contains($0) }) {
            throw StorageError.newerSchema(owner: owner, migration: stranger)
        }
        for (position, id) in recorded.enumerated() where migrations[position].id != id {
            throw StorageError.migrationOrder(owner: owner, recorded: id, declared: migrations[position].id)
        }
        for position in migrations.indices.dropFirst(recorded.count) {
            try run(migrations[position], in: session)
            try session.run(
                """
                INSERT INTO schema_migrations (owner, position, id)
                VALUES (\(owner), \(position), \(migrations[position].id))
                """)
        }
    }

    private func run(_ migration: Migration, in session: any DatabaseSession) throws {
        for statement in migration.statements {
            do {
                try session.run(statement)
            } catch StorageError.statement(let message, let sql) {
                throw StorageError.migrationFailed(
                    owner: owner, migration: migration.id, reason: "\(message), in `\(sql)`")
            }
        }
    }
}
