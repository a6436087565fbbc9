import Foundation
import Storage
import Testing

/// The engines that must behave alike. PostgreSQL joins by one more case.
enum Engine: CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite

    var testDescription: String { "\(self)" }

    /// Gives an empty database to `body`, and takes it away afterwards.
    func with(_ body: (any Database) async throws -> Void) async throws {
        switch self {
        case .sqlite:
            try await withScratch { folder in
                let database = try await SQLiteDatabase.open(folder + "/roost.db")
                try await body(database)
                try await database.close()
            }
        }
    }
}

/// Gives an empty folder to `body`, and removes it afterwards.
func withScratch(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("storage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // A left-over folder in /tmp harms no test.
    try await body(folder.path)
}

extension Database {
    func run(_ sql: SQL) async throws { _ = try await write { try $0.run(sql) } }
    func rows(_ sql: SQL) async throws -> [Row] { try await read { try $0.rows(sql) } }
    func texts(_ sql: SQL, _ column: String = "name") async throws -> [String] {
        try await rows(sql).map { try $0.text(column) }
    }
}
