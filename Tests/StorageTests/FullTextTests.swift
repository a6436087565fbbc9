import Storage
import Testing

@Suite struct `Search for words` {
    private func withIndex(
        _ engine: Engine, _ body: (any Database, any FullTextIndex) async throws -> Void
    ) async throws {
        try await engine.with { database in
            let index = database.dialect.fullTextIndex(
                "models_text", fields: [FullTextField("name", weight: 10), FullTextField("card")])
            try await database.migrate([MigrationSet(owner: "registry", [Migration("1-text", index.create)])])
            try await database.write { session in
                try session.run(index.put(id: 1, ["Qwen/Qwen2.5-7B-Instruct", "A chat model. Träumerei NEAR llamas"]))
                try session.run(index.put(id: 2, ["meta/Llama-3-8B", "Base model by Meta"]))
                try session.run(
                    index.put(id: 3, ["org/tiny", "Mentions llama once in a much longer text about other things"]))
            }
            try await body(database, index)
        }
    }

    private func found(_ database: any Database, _ index: any FullTextIndex, _ text: String) async throws -> [Int64]? {
        guard let query = FullTextQuery(text) else { return nil }
        return try await database.read { session in
            let ranked = try session.rows(
                "SELECT id FROM (\(index.scored(query, atMost: 20))) AS scored ORDER BY score, id DESC"
            ).map { try $0.integer("id") }
            let newest = try session.rows(
                """
                SELECT \(index.id) AS id FROM \(index.table) WHERE \(index.matches(query)) ORDER BY \(index.recency) LIMIT \(20)
                """
            ).map { try $0.integer("id") }
            #expect(ranked.sorted(by: >) == newest)
            return ranked
        }
    }

    @Test(
        arguments: Engine.allCases,
        [
            ("llama", [2, 3, 1]), ("LLAMA meta", [2]), ("qwen2.5", [1]), ("Qwen2.5-7B-Inst", [1]), ("traumerei", [1]),
            ("mod", [1, 2]), ("mod chat", []), ("nothing here", []),
        ] as [(String, Set<Int64>)])
    func `all words must be there, the last as a beginning`(
        _ engine: Engine, _ example: (text: String, ids: Set<Int64>)
    ) async throws {
        try await withIndex(engine) { database, index in
            let ids = try await found(database, index, example.text)
            #expect(ids.map(Set.init) == example.ids)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a match in the name comes before one in the card`(_ engine: Engine) async throws {
        try await withIndex(engine) { database, index in
            let ids = try await found(database, index, "llama")
            #expect(ids?.first == 2)
        }
    }

    @Test(
        arguments: Engine.allCases,
        [
            "\"", "\"\"\"", "llama\"", "\"llama", "*", "llama*", "**", "NEAR(", "NEAR(a b, 2)", "name:", "name:llama",
            "{name}:x",
            "AND", "OR OR", "NOT", "llama AND", "- llama", "^llama", "(", ")", "a AND (b", "+", "🚀", "llama 🚀", "",
            "  \n",
            "a\0b", "\0", "'", "'; DROP TABLE models_text; --", "\\", "%", "?", "a-b-c:d*e\"f", "\u{301}", "ﷺ", "𝕏",
        ])
    func `whatever is typed, it is no syntax error`(_ engine: Engine, _ text: String) async throws {
        try await withIndex(engine) { database, index in
            _ = try await found(database, index, text)
            #expect(try await found(database, index, "llama")?.isEmpty == false)
        }
    }

    @Test func `nothing to search for is told apart from nothing found`() {
        #expect(FullTextQuery("  \" * 🚀 ") == nil)
        #expect(FullTextQuery("llama 🚀 \"3\"")?.words == ["llama", "3"])
        #expect(FullTextQuery(String(repeating: "word ", count: 10_000))?.words.count == 16)
        #expect(FullTextQuery(String(repeating: "x", count: 100_000))?.words.first?.count == 64)
    }

    @Test(arguments: Engine.allCases)
    func `a changed text is found by its new words only, a removed one not at all`(_ engine: Engine) async throws {
        try await withIndex(engine) { database, index in
            try await database.run(index.put(id: 2, ["meta/Opt", "Something\0else"]))
            #expect(try await found(database, index, "base") == [])
            #expect(try await found(database, index, "else") == [2])
            try await database.run(index.remove(id: 2))
            #expect(try await found(database, index, "else") == [])
        }
    }

    @Test(arguments: Engine.allCases)
    func `more matches than are ranked are told from fewer`(_ engine: Engine) async throws {
        try await withIndex(engine) { database, index in
            try await database.write { session in
                for id in Int64(100)..<2_000 { try session.run(index.put(id: id, ["common", ""])) }
            }
            let (common, llama) = (try #require(FullTextQuery("common")), try #require(FullTextQuery("llama")))
            let (answers, scored) = try await database.read { session in
                let answers = [
                    try index.isPlentiful(common, in: session),
                    try index.isPlentiful(common, above: 1_900, in: session), try index.isPlentiful(llama, in: session),
                ]
                return (answers, try session.rows(index.scored(common, atMost: 30)).count)
            }
            #expect(answers == [true, false, false])
            #expect(scored == 30)
        }
    }
}
