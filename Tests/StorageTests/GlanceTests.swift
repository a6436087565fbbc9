import Storage
import Testing

@Suite struct `Short looks` {
    @Test(arguments: Engine.allCases)
    func `a look sees what was committed just before, and what a write has not committed it does not`(
        _ engine: Engine
    ) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (name TEXT)")
            for number in 0..<50 {
                try await database.run("INSERT INTO kept VALUES (\("name \(number)"))")
                let last = try await database.glance {
                    try $0.first("SELECT name FROM kept ORDER BY rowid DESC LIMIT 1")
                }
                #expect(try last?.text("name") == "name \(number)")
            }
            try await database.write { session in
                try session.run("DELETE FROM kept")
                #expect(try session.rows("SELECT * FROM kept").isEmpty)
            }
            #expect(try await database.glance { try $0.rows("SELECT * FROM kept") }.isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a thousand look at once`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (name TEXT)")
            try await database.run("INSERT INTO kept VALUES ('a')")
            try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<1000 {
                    group.addTask { try await database.glance { try $0.first("SELECT name FROM kept")?.text("name") } }
                }
                for try await name in group { #expect(name == "a") }
            }
        }
    }

    @Test func `a look of another process's file sees what that process wrote`() async throws {
        try await withScratch { folder in
            let mine = try await SQLiteDatabase.open(folder + "/roost.db")
            let theirs = try await SQLiteDatabase.open(folder + "/roost.db")
            try await mine.run("CREATE TABLE kept (name TEXT)")
            #expect(try await theirs.glance { try $0.rows("SELECT * FROM kept") }.isEmpty)
            try await mine.run("INSERT INTO kept VALUES ('a')")
            #expect(try await theirs.glance { try $0.rows("SELECT * FROM kept") }.count == 1)
            try await mine.close()
            try await theirs.close()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a look changes nothing`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (name TEXT)")
            await #expect(throws: StorageError.self) {
                _ = try await database.glance { try $0.run("INSERT INTO kept VALUES ('a')") }
            }
            #expect(try await database.rows("SELECT * FROM kept").isEmpty)
        }
    }

    @Test func `after the end a look says that the database was closed`() async throws {
        try await withScratch { folder in
            let path = folder + "/roost.db"
            for hasLooked in [false, true] {
                let database = try await SQLiteDatabase.open(path)
                if hasLooked { _ = try await database.glance { try $0.rows("SELECT 1 AS one") } }
                try await database.close()
                await #expect(throws: StorageError.closed(path: path)) {
                    _ = try await database.glance { try $0.rows("SELECT 1 AS one") }
                }
            }
        }
    }
}
