package import Storage

extension MigrationSet {
    /// What processes were seen to hold: better known than computed.
    package static var engines: MigrationSet {
        MigrationSet(
            owner: "engines",
            [
                Migration(
                    "1-memory",
                    [
                        """
                        CREATE TABLE engine_memory (
                            digest TEXT NOT NULL, way TEXT NOT NULL, bytes BIGINT NOT NULL, measured_at BIGINT NOT NULL,
                            PRIMARY KEY (digest, way))
                        """
                    ])
            ])
    }
}
