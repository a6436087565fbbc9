package import Storage

extension MigrationSet {
    /// The tables of the contracts that store something under an identifier of their own.
    package static var ingests: MigrationSet {
        MigrationSet(
            owner: "ingests",
            [
                Migration(
                    "1-ingests",
                    [
                        """
                        CREATE TABLE ingests (
                            id TEXT PRIMARY KEY, family TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
                            kind TEXT NOT NULL, model TEXT NOT NULL, commit_id TEXT NOT NULL, description TEXT,
                            assessment TEXT, net_score DOUBLE PRECISION NOT NULL, size BIGINT NOT NULL,
                            created_by TEXT NOT NULL, created_at BIGINT NOT NULL, UNIQUE (family, name, version))
                        """,
                        "CREATE INDEX ingests_by_age ON ingests (family, created_at)",
                        "CREATE INDEX ingests_by_model ON ingests (kind, model)",
                    ])
            ])
    }
}
