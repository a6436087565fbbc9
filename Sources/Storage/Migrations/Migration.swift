/// One step of a schema, run once for the life of a database.
///
/// It is statements and nothing else: code that changes later would rewrite history.
package struct Migration: Sendable {
    /// Never changes once released, such as `2-lineage`.
    package let id: String
    package let statements: [SQL]

    package init(_ id: String, _ statements: [SQL]) {
        self.id = id
        self.statements = statements
    }
}

/// The schema of one capability, oldest step first. New steps go to the end.
package struct MigrationSet: Sendable {
    /// The capability, such as `registry`.
    package let owner: String
    package let migrations: [Migration]

    package init(owner: String, _ migrations: [Migration]) {
        self.owner = owner
        self.migrations = migrations
    }
}
