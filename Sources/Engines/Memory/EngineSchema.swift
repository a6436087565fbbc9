package import Storage

extension MigrationSet {
    /// What processes were seen to hold, which is better known than computed, and how long models stay.
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
                    ]),
                Migration(
                    "2-memory-by-engine", ["ALTER TABLE engine_memory ADD COLUMN engine TEXT NOT NULL DEFAULT ''"]),
                Migration(
                    "3-keeping",
                    ["CREATE TABLE engine_keeping (model TEXT NOT NULL PRIMARY KEY, keep_ms BIGINT NOT NULL)"]),
                Migration(
                    "4-derived",
                    [
                        """
                        CREATE TABLE engine_derived (
                            name TEXT NOT NULL PRIMARY KEY, spec TEXT NOT NULL, made_at BIGINT NOT NULL)
                        """
                    ]),
            ])
    }
}
