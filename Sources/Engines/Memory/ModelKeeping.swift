import Domain
package import Storage

/// How long single models stay in memory when nobody uses them, where somebody said so: for ever is a pin.
package struct ModelKeeping: Sendable {
    private let database: any Database
    /// Stands for `KeepAlive.pinned`.
    private static let always: Int64 = -1
    /// Models that are shown, at most.
    private static let mostShown = 1000

    package init(database: any Database) { self.database = database }

    /// Nil where it is left to the house.
    func recall(_ label: String) async throws -> KeepAlive? {
        try await database.read { session in
            try session.first("SELECT keep_ms FROM engine_keeping WHERE model = \(label)")
                .map { Self.keepAlive(try $0.integer("keep_ms")) }
        }
    }

    /// Every model that somebody said something of, by name.
    func all() async throws -> [(label: String, keepAlive: KeepAlive)] {
        try await database.read { session in
            try session.rows("SELECT model, keep_ms FROM engine_keeping ORDER BY model LIMIT \(Self.mostShown)")
                .map { (try $0.text("model"), Self.keepAlive(try $0.integer("keep_ms"))) }
        }
    }

    /// Nil leaves it to the house again.
    func set(_ label: String, _ keepAlive: KeepAlive?) async throws {
        try await database.write { session in
            guard let keepAlive else {
                _ = try session.run("DELETE FROM engine_keeping WHERE model = \(label)")
                return
            }
            let milliseconds = if case .idle(let time) = keepAlive { time } else { Self.always }
            _ = try session.run(
                """
                INSERT INTO engine_keeping (model, keep_ms) VALUES (\(label), \(milliseconds))
                ON CONFLICT (model) DO UPDATE SET keep_ms = excluded.keep_ms
                """)
        }
    }

    private static func keepAlive(_ milliseconds: Int64) -> KeepAlive {
        milliseconds == always ? .pinned : .idle(max(0, milliseconds))
    }
}
