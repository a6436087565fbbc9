package import Storage

extension MigrationSet {
    /// What the overview of a house is counted from, after the tables of the registry.
    package static func overview(_ dialect: any Dialect) -> MigrationSet {
        MigrationSet(
            owner: "overview",
            [
                Migration(
                    "1-overview",
                    [
                        // `model` is null for everything; `body` the damage, as JSON.
                        """
                        CREATE TABLE verifications (
                            id \(dialect.countedKey), at BIGINT NOT NULL, model TEXT, checked BIGINT NOT NULL,
                            bytes BIGINT NOT NULL, damaged BIGINT NOT NULL, is_whole BIGINT NOT NULL, body TEXT NOT NULL)
                        """,
                        "CREATE INDEX models_shown ON models (kind, id) WHERE current_version IS NOT NULL",
                        // Partial, so that no question after the versions of one model is answered by it.
                        "CREATE INDEX versions_whole ON versions (size) WHERE state = 'whole'",
                        "CREATE INDEX versions_apart ON versions (kept_at) WHERE quarantined = 1",
                        "CREATE INDEX blobs_by_size ON blobs (size)",
                    ])
            ])
    }
}
