import Storage
import Testing

@Suite struct `Values in statements and rows` {
    @Test(arguments: Engine.allCases)
    func `every type comes back as it went in`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (i BIGINT, r DOUBLE PRECISION, t TEXT, b BYTEA, n TEXT)")
            let bytes: [UInt8] = [0, 1, 0, 255]
            let text = "Grüße 🪶 'quoted' \"double\" ; -- \u{1}"
            try await database.run(
                "INSERT INTO kept VALUES (\(Int64.max), \(-0.125), \(text), \(bytes), \(String?.none))")
            let row = try #require(try await database.rows("SELECT * FROM kept").first)
            #expect(try row.integer("i") == Int64.max)
            #expect(try row.real("r") == -0.125)
            #expect(try row.text("t") == text)
            #expect(try row.blob("b") == bytes)
            #expect(try row.optionalText("n") == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `extremes are kept exactly`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (i BIGINT, r DOUBLE PRECISION, t TEXT, b BYTEA)")
            let none: [UInt8] = []
            try await database.run(
                "INSERT INTO kept VALUES (\(Int64.min), \(Double.greatestFiniteMagnitude), \(""), \(none))")
            let row = try #require(try await database.rows("SELECT * FROM kept").first)
            #expect(try row.integer("i") == Int64.min)
            #expect(try row.real("r") == Double.greatestFiniteMagnitude)
            #expect(try row.text("t").isEmpty)
            #expect(try row.blob("b").isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `text with a NUL and a number that is none are refused, not cut`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (t TEXT, r DOUBLE PRECISION)")
            await #expect(throws: StorageError.unstorable("text with a NUL character")) {
                try await database.run("INSERT INTO kept (t) VALUES (\("a\0b"))")
            }
            await #expect(throws: StorageError.self) {
                try await database.run("INSERT INTO kept (r) VALUES (\(Double.nan))")
            }
            #expect(try await database.rows("SELECT * FROM kept").isEmpty)
        }
    }

    @Test(
        arguments: Engine.allCases,
        ["'; DROP TABLE kept; --", "' OR '1'='1", "\\'; DELETE FROM kept; --", "?", "$1", "%", "\u{FF07} OR 1=1"])
    func `a bound value never becomes SQL`(_ engine: Engine, _ hostile: String) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (name TEXT)")
            try await database.run("INSERT INTO kept VALUES (\("honest")), (\(hostile))")
            #expect(try await database.texts("SELECT name FROM kept WHERE name = \(hostile)") == [hostile])
            #expect(try await database.texts("SELECT name FROM kept WHERE name IN \(list: [hostile])") == [hostile])
            #expect(try await database.rows("SELECT name FROM kept").count == 2)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a second statement in one text is refused`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (name TEXT)")
            await #expect(throws: StorageError.self) { try await database.run("DELETE FROM kept; DROP TABLE kept") }
            #expect(try await database.rows("SELECT * FROM kept").isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `lists and nested pieces keep their values in order`(_ engine: Engine) async throws {
        try await engine.with { database in
            try await database.run("CREATE TABLE kept (name TEXT, size BIGINT)")
            try await database.run("INSERT INTO kept VALUES ('a', 1), ('b', 2), ('c', 3)")
            let conditions: [SQL] = ["size > \(1)", "name IN \(list: ["a", "b", "c"])", "name <> \("c")"]
            let all = conditions.joined(separator: " AND ")
            #expect(
                try await database.texts("SELECT name FROM kept WHERE \(all) OR size = \(3) ORDER BY size") == [
                    "b", "c",
                ])
            let none: [String] = []
            #expect(try await database.rows("SELECT * FROM kept WHERE name IN \(list: none)").isEmpty)
            #expect(try await database.rows("SELECT * FROM kept WHERE name NOT IN \(list: none)").count == 3)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a row names the column that is missing or of another type`(_ engine: Engine) async throws {
        try await engine.with { database in
            let row = try #require(try await database.rows("SELECT 'x' AS name, NULL AS size, 2 AS flag").first)
            #expect(throws: StorageError.noColumn("nmae", columns: ["name", "size", "flag"])) { try row.text("nmae") }
            #expect(throws: StorageError.columnType("name", wanted: "integer", found: "text")) {
                try row.integer("name")
            }
            #expect(throws: StorageError.columnType("size", wanted: "integer", found: "NULL")) {
                try row.integer("size")
            }
            #expect(throws: StorageError.columnType("flag", wanted: "0 or 1", found: "integer")) {
                try row.bool("flag")
            }
        }
    }
}
