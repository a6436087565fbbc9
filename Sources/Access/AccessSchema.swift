package import Storage

extension AccessService {
    /// The tables of users, tokens, sessions, wrong passwords, the audit trail and accounts of providers.
    package static func migrations(for dialect: any Dialect) -> MigrationSet {
        MigrationSet(
            owner: "access",
            [
                Migration("1-accounts", accounts(dialect)), Migration("2-audit", audit(dialect)),
                Migration("3-sign-in", signIn),
                Migration(
                    "4-audit-subjects", ["CREATE INDEX audit_events_by_subject ON audit_events (subject, number)"]),
            ])
    }

    /// Accounts of providers, and who is on the way to one.
    private static let signIn: [SQL] = [
        """
        CREATE TABLE external_identities (
            issuer TEXT NOT NULL, subject TEXT NOT NULL, provider TEXT NOT NULL,
            user_number BIGINT NOT NULL REFERENCES users (number) ON DELETE CASCADE,
            origin TEXT NOT NULL, email TEXT, label TEXT, linked_at BIGINT NOT NULL, used_at BIGINT,
            PRIMARY KEY (issuer, subject))
        """,
        "CREATE INDEX external_identities_by_user ON external_identities (user_number)",
        """
        CREATE TABLE sign_in_attempts (
            hash BYTEA NOT NULL PRIMARY KEY, provider TEXT NOT NULL, browser BYTEA NOT NULL, nonce TEXT NOT NULL,
            verifier TEXT NOT NULL, redirect_uri TEXT NOT NULL, next TEXT NOT NULL,
            user_number BIGINT REFERENCES users (number) ON DELETE CASCADE, address TEXT NOT NULL,
            created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)
        """,
        "CREATE INDEX sign_in_attempts_by_address ON sign_in_attempts (address)",
        "CREATE INDEX sign_in_attempts_by_age ON sign_in_attempts (created_at)",
    ]

    private static func accounts(_ dialect: any Dialect) -> [SQL] {
        [
            """
            CREATE TABLE users (
                number \(dialect.countedKey), name TEXT NOT NULL UNIQUE, password TEXT NOT NULL,
                permissions TEXT NOT NULL, created_at BIGINT NOT NULL, password_changed_at BIGINT NOT NULL,
                last_login_at BIGINT)
            """,
            """
            CREATE TABLE tokens (
                id TEXT NOT NULL PRIMARY KEY, hash BYTEA NOT NULL UNIQUE,
                user_number BIGINT NOT NULL REFERENCES users (number) ON DELETE CASCADE,
                origin TEXT NOT NULL, name TEXT NOT NULL, permissions TEXT NOT NULL, created_at BIGINT NOT NULL,
                expires_at BIGINT, revoked_at BIGINT, last_used_at BIGINT)
            """,
            "CREATE INDEX tokens_by_user ON tokens (user_number, created_at)",
            """
            CREATE TABLE sessions (
                id TEXT NOT NULL PRIMARY KEY, hash BYTEA NOT NULL UNIQUE,
                user_number BIGINT NOT NULL REFERENCES users (number) ON DELETE CASCADE,
                created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, noted_at BIGINT NOT NULL, address TEXT NOT NULL)
            """,
            "CREATE INDEX sessions_by_user ON sessions (user_number, created_at)",
            """
            CREATE TABLE login_failures (
                scope TEXT NOT NULL, subject TEXT NOT NULL, failures BIGINT NOT NULL, blocked_until BIGINT NOT NULL,
                trusted_until BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (scope, subject))
            """,
            "CREATE INDEX login_failures_by_age ON login_failures (updated_at)",
        ]
    }

    private static func audit(_ dialect: any Dialect) -> [SQL] {
        [
            """
            CREATE TABLE audit_events (
                number \(dialect.countedKey), at BIGINT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
                subject TEXT NOT NULL, outcome TEXT NOT NULL, detail TEXT, address TEXT, times BIGINT NOT NULL)
            """,
            "CREATE INDEX audit_events_by_actor ON audit_events (actor, number)",
            "CREATE INDEX audit_events_by_action ON audit_events (action, number)",
        ]
    }
}
