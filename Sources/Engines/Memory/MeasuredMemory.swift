import Domain
package import Storage

/// What a process with a model was seen to hold, by the bytes of the model and the way it was run.
package struct MeasuredMemory: Sendable {
    private let database: any Database
    /// Milliseconds since 1970.
    private let now: @Sendable () -> Int64

    package init(database: any Database, now: @escaping @Sendable () -> Int64) {
        self.database = database
        self.now = now
    }

    /// Nil when it was never run so by this engine.
    func recall(_ digest: Digest, way: String, by engine: String) async throws -> ByteCount? {
        try await database.read { session in
            try session.first(
                "SELECT bytes FROM engine_memory WHERE digest = \(digest.hex) AND way = \(way) AND engine = \(engine)"
            ).map { ByteCount(try $0.integer("bytes")) }
        }
    }

    /// Remembers the most of one run: the most of all runs by the same engine is kept.
    func remember(_ digest: Digest, way: String, _ memory: ByteCount, by engine: String) async throws {
        let moment = now()
        try await database.write { session in
            _ = try session.run(
                """
                INSERT INTO engine_memory (digest, way, bytes, measured_at, engine)
                VALUES (\(digest.hex), \(way), \(memory.bytes), \(moment), \(engine))
                ON CONFLICT (digest, way) DO UPDATE SET
                bytes = CASE WHEN engine_memory.engine = excluded.engine AND engine_memory.bytes > excluded.bytes
                THEN engine_memory.bytes ELSE excluded.bytes END,
                measured_at = excluded.measured_at, engine = excluded.engine
                """)
        }
    }
}
