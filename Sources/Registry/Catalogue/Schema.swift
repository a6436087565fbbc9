package import Storage

extension MigrationSet {
    /// The tables of the registry.
    ///
    /// A model is visible when it has a current version; a version is current only when every chosen file is proved.
    /// A file's `identity` is what the Hub listed; its `digest` is set when the bytes are in the store; `chosen` is a
    /// `FileChoiceState`.
    package static func registry(_ dialect: any Dialect) -> MigrationSet {
        MigrationSet(
            owner: "registry",
            [
                Migration(
                    "1-models",
                    [
                        """
                        CREATE TABLE models (
                            id \(dialect.countedKey), kind TEXT NOT NULL, name TEXT NOT NULL, short_name TEXT NOT NULL,
                            author TEXT, task TEXT, library TEXT, license TEXT, tags TEXT NOT NULL DEFAULT '[]',
                            downloads BIGINT NOT NULL DEFAULT 0, likes BIGINT NOT NULL DEFAULT 0,
                            size BIGINT NOT NULL DEFAULT 0, current_version BIGINT, kept_at BIGINT NOT NULL DEFAULT 0,
                            UNIQUE (kind, name))
                        """,
                        """
                        CREATE TABLE versions (
                            id \(dialect.countedKey), model_id BIGINT NOT NULL REFERENCES models (id) ON DELETE CASCADE,
                            commit_id TEXT NOT NULL, revision TEXT NOT NULL, selection TEXT NOT NULL, quantisation TEXT,
                            source TEXT NOT NULL, state TEXT NOT NULL, size BIGINT NOT NULL DEFAULT 0,
                            file_count BIGINT NOT NULL DEFAULT 0, architecture TEXT, parameters BIGINT,
                            context_length BIGINT, info TEXT NOT NULL DEFAULT '{}', started_at BIGINT NOT NULL,
                            kept_at BIGINT, UNIQUE (model_id, commit_id))
                        """,
                        """
                        CREATE TABLE files (
                            version_id BIGINT NOT NULL REFERENCES versions (id) ON DELETE CASCADE, path TEXT NOT NULL,
                            size BIGINT NOT NULL, identity TEXT NOT NULL, chosen BIGINT NOT NULL, digest TEXT,
                            PRIMARY KEY (version_id, path))\(dialect.keyedTable)
                        """,
                        """
                        CREATE TABLE blobs (
                            digest TEXT PRIMARY KEY, size BIGINT NOT NULL, crc32 BIGINT NOT NULL, git_oid TEXT,
                            added_at BIGINT NOT NULL, checked_at BIGINT NOT NULL)
                        """,
                        """
                        CREATE TABLE model_tags (
                            tag TEXT NOT NULL, model_id BIGINT NOT NULL REFERENCES models (id) ON DELETE CASCADE,
                            PRIMARY KEY (tag, model_id))\(dialect.keyedTable)
                        """,
                        """
                        CREATE TABLE model_events (
                            id \(dialect.countedKey), at BIGINT NOT NULL, model TEXT NOT NULL, event TEXT NOT NULL,
                            detail TEXT NOT NULL)
                        """,
                        "CREATE INDEX files_by_digest ON files (digest)",
                        "CREATE INDEX blobs_by_git_oid ON blobs (git_oid)",
                        "CREATE INDEX models_by_short_name ON models (short_name)",
                        "CREATE INDEX models_by_kind ON models (kind, id)",
                        "CREATE INDEX models_by_kind_downloads ON models (kind, downloads, id)",
                        "CREATE INDEX models_by_kind_size ON models (kind, size, id)",
                        "CREATE INDEX models_by_folded_name ON models (kind, lower(name))",
                        "CREATE INDEX models_by_task ON models (task, id)",
                        "CREATE INDEX models_by_library ON models (library, id)",
                        "CREATE INDEX models_by_license ON models (license, id)",
                        "CREATE INDEX models_by_author ON models (author, id)",
                        "CREATE INDEX models_by_name ON models (name, id)",
                        "CREATE INDEX models_by_task_downloads ON models (task, downloads, id)",
                        "CREATE INDEX models_by_library_downloads ON models (library, downloads, id)",
                        "CREATE INDEX models_by_license_downloads ON models (license, downloads, id)",
                        "CREATE INDEX models_by_size ON models (size, id)",
                        "CREATE INDEX models_by_downloads ON models (downloads, id)",
                        "CREATE INDEX model_tags_by_model ON model_tags (model_id)",
                        "CREATE INDEX model_events_by_model ON model_events (model, id)",
                    ] + texts(dialect).create + names(dialect).create)
            ] + [listed, gate(dialect), keptApart, called, dated(dialect)])
    }

    /// 1 when the files are all that the Hub lists of the commit; 0 when they are what an import brought.
    private static var listed: Migration {
        Migration("2-listed", ["ALTER TABLE versions ADD COLUMN listed BIGINT NOT NULL DEFAULT 0"])
    }

    /// Few are kept apart: an index of those alone costs the others nothing.
    private static var keptApart: Migration {
        Migration("4-apart", ["CREATE INDEX versions_kept_apart ON versions (model_id) WHERE quarantined = 1"])
    }

    /// What a version is called beside the revision it was pulled as last: `v1` of a commit that is kept as `main`.
    private static var called: Migration {
        Migration(
            "5-names",
            [
                """
                CREATE TABLE version_names (
                    model_id BIGINT NOT NULL REFERENCES models (id) ON DELETE CASCADE, name TEXT NOT NULL,
                    version_id BIGINT NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
                    PRIMARY KEY (model_id, name))
                """,
                "CREATE INDEX version_names_by_version ON version_names (version_id)",
            ])
    }

    /// When the Hub says a model was made and changed last, as ISO 8601 in UTC, which sorts as text; and authors whatever the letter case.
    private static func dated(_ dialect: any Dialect) -> Migration {
        Migration(
            "6-dates",
            [
                "ALTER TABLE models ADD COLUMN made_at TEXT NOT NULL DEFAULT ''",
                "ALTER TABLE models ADD COLUMN changed_at TEXT NOT NULL DEFAULT ''",
                """
                UPDATE models SET made_at = COALESCE((SELECT \(dialect.member("createdAt", of: "v.info"))
                FROM versions v WHERE v.id = models.current_version), ''),
                changed_at = COALESCE((SELECT \(dialect.member("lastModified", of: "v.info"))
                FROM versions v WHERE v.id = models.current_version), '')
                """,
                "CREATE INDEX models_by_kind_likes ON models (kind, likes, id)",
                "CREATE INDEX models_by_kind_made ON models (kind, made_at, id)",
                "CREATE INDEX models_by_kind_changed ON models (kind, changed_at, id)",
                "CREATE INDEX models_by_folded_author ON models (lower(author), id)",
                "DROP INDEX models_by_author",
            ])
    }

    /// Pieces of names, as the Hub's own search finds them.
    static func names(_ dialect: any Dialect) -> any SubstringIndex { dialect.substringIndex("model_names") }

    /// Words of names, tags and cards.
    static func texts(_ dialect: any Dialect) -> any FullTextIndex {
        dialect.fullTextIndex(
            "model_texts",
            fields: [FullTextField("name", weight: 8), FullTextField("tags", weight: 3), FullTextField("card")])
    }
}
