import Storage
import Testing

@Suite struct `Search for pieces of names` {
    @Test(
        arguments: Engine.allCases,
        [
            ("wen2.5-7b", [1]), ("7B", [1, 2]), ("b", [1, 2, 3]), ("LLAMA", [2]), ("nope", []), ("%", [3]), ("_", [3]),
            ("\"", [3]),
            ("_%\"", [3]), ("a\0b", []), ("", [1, 2, 3]), ("*", []), ("OR ", []), ("🪶", [3]),
        ] as [(String, Set<Int64>)])
    func `a piece is found whatever its case and signs`(
        _ engine: Engine, _ example: (piece: String, ids: Set<Int64>)
    ) async throws {
        try await engine.with { database in
            let index = database.dialect.substringIndex("names")
            try await database.migrate([MigrationSet(owner: "registry", [Migration("1-names", index.create)])])
            try await database.write { session in
                try session.run(index.put(id: 1, "Qwen/Qwen2.5-7B"))
                try session.run(index.put(id: 2, "meta/CodeLlama-7b"))
                try session.run(index.put(id: 3, "old"))
                try session.run(index.put(id: 3, "odd/_%\"🪶 bird"))
                try session.run(index.put(id: 4, "gone-7b"))
                try session.run(index.remove(id: 4))
            }
            let rows = try await database.rows(
                "SELECT \(index.id) AS id FROM \(index.table) WHERE \(index.contains(example.piece))")
            #expect(try Set(rows.map { try $0.integer("id") }) == example.ids)
        }
    }
}
