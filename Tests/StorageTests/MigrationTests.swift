import Domain
import Storage
import Testing

@Suite struct `Migrations` {
    private let first = Migration("1-kept", ["CREATE TABLE kept (name TEXT)", "INSERT INTO kept VALUES ('one')"])
    private let second = Migration(
        "2-size", ["ALTER TABLE kept ADD COLUMN size BIGINT", "UPDATE kept SET size = \(7)"])

    @Test(arguments: Engine.allCases)
    func `each step runs once and in order`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.migrate([MigrationSet(owner: "registry", [first])])
            try await database.migrate([MigrationSet(owner: "registry", [first, second])])
            try await database.migrate([MigrationSet(owner: "registry", [first, second])])
            let rows = try await database.rows("SELECT * FROM kept")
            #expect(rows.count == 1)
            #expect(try rows.first?.integer("size") == 7)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a newer schema is refused and left as it is`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.migrate([MigrationSet(owner: "registry", [first, second])])
            let added = MigrationSet(owner: "jobs", [Migration("1-jobs", ["CREATE TABLE jobs (id TEXT)"])])
            let error = await #expect(throws: StorageError.newerSchema(owner: "registry", migration: "2-size")) {
                try await database.migrate([added, MigrationSet(owner: "registry", [first])])
            }
            #expect(error?.problem.code == .unsupported)
            await #expect(throws: StorageError.self) { try await database.rows("SELECT * FROM jobs") }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a step put in the middle is refused`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.migrate([MigrationSet(owner: "registry", [first, second])])
            let between = Migration("1-between", ["CREATE TABLE between_them (name TEXT)"])
            await #expect(
                throws: StorageError.migrationOrder(owner: "registry", recorded: "2-size", declared: "1-between")
            ) {
                try await database.migrate([MigrationSet(owner: "registry", [first, between, second])])
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a failing step is named and undoes all`(_ engine: Engine) async throws {
        try await engine.with { database in
            let wrong = Migration(
                "2-wrong", ["CREATE TABLE fine (name TEXT)", "ALTER TABLE nothing ADD COLUMN size BIGINT"])
            let error = await #expect(throws: StorageError.self) {
                try await database.migrate([MigrationSet(owner: "registry", [first, wrong])])
            }
            #expect(error?.problem.message.contains("registry/2-wrong") == true)
            await #expect(throws: StorageError.self) { try await database.rows("SELECT * FROM kept") }
            try await database.migrate([MigrationSet(owner: "registry", [first, second])])
        }
    }
}
