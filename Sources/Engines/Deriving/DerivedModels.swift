import Domain
package import Storage
import Wire

/// The models that were made from kept ones, by name.
package struct DerivedModels: Sendable {
    private let database: any Database
    /// Milliseconds since 1970.
    private let now: @Sendable () -> Int64
    /// Bytes of one, at most: a long conversation to begin with.
    private static let largest = 1 << 20
    private static let most = 10_000

    package init(database: any Database, now: @escaping @Sendable () -> Int64) {
        self.database = database
        self.now = now
    }

    /// Nil when there is none of this name.
    package func find(_ name: String) async throws -> DerivedModel? {
        try await database.read { session in
            try session.first("SELECT spec FROM engine_derived WHERE name = \(name)")
                .map { try WireJSON.decodeExactly(DerivedModel.self, from: try $0.text("spec")) }
        }
    }

    /// All of them with the moment each was made, in milliseconds since 1970.
    package func all() async throws -> [(model: DerivedModel, at: Int64)] {
        try await database.read { session in
            try session.rows("SELECT spec, made_at FROM engine_derived ORDER BY name LIMIT \(Self.most)").map {
                (try WireJSON.decodeExactly(DerivedModel.self, from: try $0.text("spec")), try $0.integer("made_at"))
            }
        }
    }

    /// Puts one in the place of what had its name. Throws a problem when it is too large, or there are too many.
    package func put(_ model: DerivedModel) async throws {
        let text = try WireJSON.exactText(model)
        guard text.utf8.count <= Self.largest else {
            throw Problem(.badRequest, "`\(model.name)` says more than \(ByteCount(Self.largest))")
        }
        let moment = now()
        try await database.write { session in
            let count = try session.first("SELECT count(*) AS n FROM engine_derived")?.integer("n") ?? 0
            guard count < Self.most else {
                throw Problem(.conflict, "there are \(count) made models already", hint: "delete some")
            }
            _ = try session.run(
                """
                INSERT INTO engine_derived (name, spec, made_at) VALUES (\(model.name), \(text), \(moment))
                ON CONFLICT (name) DO UPDATE SET spec = excluded.spec, made_at = excluded.made_at
                """)
        }
    }

    /// Whether there was one.
    package func remove(_ name: String) async throws -> Bool {
        try await database.write { try $0.run("DELETE FROM engine_derived WHERE name = \(name)") > 0 }
    }
}
