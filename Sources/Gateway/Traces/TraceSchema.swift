package import Storage

extension MigrationSet {
    /// What was done for each request, for a while; and what was spent each day, whatever became of the requests.
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
                    ]),
                Migration(
                    "2-spending",
                    [
                        """
                        CREATE TABLE spending (
                            day BIGINT NOT NULL, account TEXT NOT NULL, spent BIGINT NOT NULL, PRIMARY KEY (day, account))
                        """,
                        """
                        INSERT INTO spending (day, account, spent)
                        SELECT started_at / 86400000, 'route ' || route, SUM(cost) FROM requests
                        WHERE route IS NOT NULL AND cost > 0 GROUP BY started_at / 86400000, route
                        """,
                    ]),
            ])
    }
}
