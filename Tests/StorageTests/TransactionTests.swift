import Storage
import Testing

@Suite struct `Transactions` {
    struct Refusal: Error {}

    @Test(arguments: Engine.allCases)
    func `what a failing write did is undone`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (name TEXT)")
            await #expect(throws: Refusal.self) {
                try await database.write { session in
                    try session.run("INSERT INTO kept VALUES ('a')")
                    throw Refusal()
                }
            }
            #expect(try await database.rows("SELECT * FROM kept").isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `changed rows are counted and new keys returned`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (id \(database.dialect.countedKey), name TEXT)")
            try await database.write { session in
                let first = try session.first("INSERT INTO kept (name) VALUES ('a') RETURNING id")
                let second = try session.first("INSERT INTO kept (name) VALUES ('b') RETURNING id")
                #expect(try first?.integer("id") != second?.integer("id"))
                #expect(try session.run("UPDATE kept SET name = 'c'") == 2)
                #expect(try session.run("DELETE FROM kept WHERE name = 'z'") == 0)
                #expect(try session.run("CREATE TABLE other (name TEXT)") == 0)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `readers see the last commit while a write is going on`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (name TEXT)")
            let (inside, insideContinuation) = AsyncStream<Void>.makeStream()
            let gate = Gate()
            async let writing: Void = database.write { session in
                try session.run("INSERT INTO kept VALUES ('a')")
                insideContinuation.finish()
                gate.wait()
            }
            for await _ in inside {}
            for _ in 0..<3 { #expect(try await database.rows("SELECT * FROM kept").isEmpty) }
            gate.open()
            try await writing
            #expect(try await database.texts("SELECT name FROM kept") == ["a"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a reading session cannot write`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (name TEXT)")
            await #expect(throws: StorageError.self) {
                try await database.read { _ = try $0.run("INSERT INTO kept VALUES ('a')") }
            }
            #expect(try await database.rows("SELECT * FROM kept").isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `foreign keys and unique columns are enforced and named`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE parent (id BIGINT PRIMARY KEY)")
            try await database.run(
                "CREATE TABLE child (parent BIGINT NOT NULL REFERENCES parent (id), name TEXT UNIQUE)")
            try await database.run("INSERT INTO parent VALUES (1)")
            try await database.run("INSERT INTO child VALUES (1, 'a')")
            #expect(try await kind { try await database.run("INSERT INTO child VALUES (2, 'b')") } == .foreignKey)
            #expect(try await kind { try await database.run("INSERT INTO child VALUES (1, 'a')") } == .unique)
            #expect(try await kind { try await database.run("INSERT INTO child VALUES (NULL, 'c')") } == .notNull)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a cancelled task still records what it must, and does not read on`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (name TEXT)")
            let (stream, continuation) = AsyncStream<Void>.makeStream()
            let task = Task {
                for await _ in stream {}
                try await database.run("INSERT INTO kept VALUES ('last words')")
                _ = try await database.rows("SELECT * FROM kept")
            }
            task.cancel()
            continuation.finish()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await database.texts("SELECT name FROM kept") == ["last words"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a closed database says so`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.close()
            await #expect(throws: StorageError.self) { try await database.run("SELECT 1") }
            await #expect(throws: StorageError.self) { try await database.rows("SELECT 1") }
        }
    }

    private func kind(_ body: () async throws -> Void) async throws -> StorageError.Constraint? {
        do {
            try await body()
            return nil
        } catch StorageError.constraint(let kind, _) {
            return kind
        }
    }
}
