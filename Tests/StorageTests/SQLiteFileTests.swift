import Domain
import Foundation
import Storage
import Testing

@Suite struct `The database file` {
    private let schema = [
        MigrationSet(owner: "registry", [Migration("1-kept", ["CREATE TABLE kept (name TEXT)"])])
    ]

    @Test func `a missing folder is named, and not made`() async throws {
        try await withScratch { folder in
            let path = folder + "/nowhere/roost.db"
            await #expect(throws: StorageError.folderMissing(path: path)) { try await SQLiteDatabase.open(path) }
            #expect(!FileManager.default.fileExists(atPath: folder + "/nowhere"))
        }
    }

    @Test(arguments: ["x", "this is a letter, not a database\n", String(repeating: "PK\u{3}\u{4}", count: 2000)])
    func `a file that is no database is named and left as it is`(_ content: String) async throws {
        try await withScratch { folder in
            let path = folder + "/roost.db"
            try Data(content.utf8).write(to: URL(filePath: path))
            let error = await #expect(throws: StorageError.notADatabase(path: path)) {
                try await SQLiteDatabase.open(path)
            }
            #expect(error?.problem.message.contains(path) == true)
            #expect(try Data(contentsOf: URL(filePath: path)) == Data(content.utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["roost.db"])
        }
    }

    @Test func `a damaged database is named and loses nothing more`() async throws {
        try await withScratch { folder in
            let path = folder + "/roost.db"
            let database = try await SQLiteDatabase.open(path)
            try await database.migrate(schema)
            try await database.write { session in
                for number in 0..<2000 { try session.run("INSERT INTO kept VALUES (\("row number \(number)"))") }
            }
            try await database.close()
            var bytes = try Data(contentsOf: URL(filePath: path))
            bytes.replaceSubrange(4096..<bytes.count, with: Data(repeating: 0xA5, count: bytes.count - 4096))
            try bytes.write(to: URL(filePath: path))
            let reopened = try await SQLiteDatabase.open(path)
            let error = await #expect(throws: StorageError.self) { try await reopened.rows("SELECT * FROM kept") }
            #expect(error?.problem.code == .damaged)
            #expect(error?.problem.message.contains(path) == true)
            try await reopened.close()
            #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
        }
    }

    @Test func `a folder in place of the file is refused`() async throws {
        try await withScratch { folder in
            await #expect(throws: StorageError.cannotOpen(path: folder, reason: "not a file")) {
                try await SQLiteDatabase.open(folder)
            }
        }
    }

    @Test func `a new file and its journals are the owner's alone`() async throws {
        try await withScratch { folder in
            let database = try await SQLiteDatabase.open(folder + "/roost.db")
            try await database.migrate(schema)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.posixPermissions]
                #expect(mode as? Int == 0o600, "\(name)")
            }
            try await database.close()
        }
    }

    @Test func `a full disk is told as such, and the database stays usable`() async throws {
        try await withScratch { folder in
            let database = try await SQLiteDatabase.open(folder + "/roost.db")
            try await database.migrate(schema)
            try await database.run("PRAGMA max_page_count = 10")
            let error = await #expect(throws: StorageError.self) {
                try await database.write { session in
                    for _ in 0..<1000 {
                        try session.run("INSERT INTO kept VALUES (\(String(repeating: "x", count: 1000)))")
                    }
                }
            }
            #expect(error?.problem.code == .diskFull)
            #expect(try await database.rows("SELECT * FROM kept").isEmpty)
            try await database.run("INSERT INTO kept VALUES ('still here')")
            try await database.close()
        }
    }

    @Test func `a database that cannot be written says so`() async throws {
        try await withScratch { folder in
            let path = folder + "/roost.db"
            let database = try await SQLiteDatabase.open(path)
            try await database.migrate(schema)
            await #expect(throws: StorageError.readOnly(path: path)) {
                try await database.write { session in
                    try session.run("PRAGMA query_only = 1")
                    defer { _ = try? session.run("PRAGMA query_only = 0") }  // The next write would fail visibly.
                    try session.run("INSERT INTO kept VALUES ('a')")
                }
            }
            try await database.close()
        }
    }

    @Test func `the settings hold on every connection`() async throws {
        try await withScratch { folder in
            let database = try await SQLiteDatabase.open(folder + "/roost.db")
            for (pragma, value) in [
                ("foreign_keys", 1), ("busy_timeout", 10_000), ("mmap_size", 0), ("cache_size", -2000),
            ] as [(String, Int64)] {
                let column = pragma == "busy_timeout" ? "timeout" : pragma
                let read = try await database.rows("PRAGMA \(raw: pragma)").first
                let written = try await database.write { try $0.first("PRAGMA \(raw: pragma)") }
                #expect(try read?.integer(column) == value, "\(pragma)")
                #expect(try written?.integer(column) == value, "\(pragma)")
            }
            #expect(try await database.texts("PRAGMA journal_mode", "journal_mode") == ["wal"])
            let synchronous = try await database.write { try $0.first("PRAGMA synchronous")?.integer("synchronous") }
            #expect(synchronous == 1)
            try await database.close()
        }
    }

    @Test func `many may open and migrate one new file at once`() async throws {
        try await withScratch { folder in
            let path = folder + "/roost.db"
            try await withThrowingTaskGroup { group in
                for number in 0..<8 {
                    group.addTask {
                        let database = try await SQLiteDatabase.open(path, readers: 1)
                        try await database.migrate(schema)
                        try await database.run("INSERT INTO kept VALUES (\("\(number)"))")
                        try await database.close()
                    }
                }
                try await group.waitForAll()
            }
            let database = try await SQLiteDatabase.open(path)
            #expect(try await database.rows("SELECT * FROM kept").count == 8)
            try await database.close()
        }
    }

    @Test func `what one writes the other reads, and both may write`() async throws {
        try await withScratch { folder in
            let one = try await SQLiteDatabase.open(folder + "/roost.db")
            let other = try await SQLiteDatabase.open(folder + "/roost.db")
            try await one.migrate(schema)
            try await other.migrate(schema)
            try await withThrowingTaskGroup { group in
                for database in [one, other] {
                    group.addTask {
                        for number in 0..<50 { try await database.run("INSERT INTO kept VALUES (\("\(number)"))") }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await one.rows("SELECT * FROM kept").count == 100)
            #expect(try await other.rows("SELECT * FROM kept").count == 100)
            try await one.close()
            try await other.close()
        }
    }
}
