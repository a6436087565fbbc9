package import Storage

extension MigrationSet {
    /// What was done for each request, for a while.
    package static var gateway: MigrationSet {
        MigrationSet(
            owner: "gateway",
            [
                Migration(
                    "1-requests",
                    [
                        """
                        CREATE TABLE requests (
                            id TEXT PRIMARY KEY, started_at BIGINT NOT NULL, person TEXT NOT NULL, route TEXT,
                            outcome TEXT NOT NULL, cost BIGINT, body TEXT NOT NULL)
                        """,
                        "CREATE INDEX requests_by_time ON requests (started_at, id)",
                        "CREATE INDEX requests_by_person ON requests (person, started_at, id)",
                        "CREATE INDEX requests_by_route ON requests (route, started_at, id)",
                    ])
            ])
    }
}
