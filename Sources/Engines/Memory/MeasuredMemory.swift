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

    /// Nil when it was never run so.
    func recall(_ digest: Digest, way: String) async throws -> ByteCount? {
        try await database.read { session in
            try session.first("SELECT bytes FROM engine_memory WHERE digest = \(digest.hex) AND way = \(way)")
                .map { ByteCount(try $0.integer("bytes")) }
        }
    }

    /// Remembers the most of one run.
    func remember(_ digest: Digest, way: String, _ memory: ByteCount) async throws {
        let moment = now()
        try await database.write { session in
            _ = try session.run(
                """
                INSERT INTO engine_memory (digest, way, bytes, measured_at)
                VALUES (\(digest.hex), \(way), \(memory.bytes), \(moment))
                ON CONFLICT (digest, way) DO UPDATE SET bytes = excluded.bytes, measured_at = excluded.measured_at
                """)
        }
    }
}
