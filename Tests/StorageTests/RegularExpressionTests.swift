import Domain
import Storage
import Testing

@Suite struct `Search with regular expressions` {
    private func withNames(_ engine: Engine, _ names: [String], _ body: (any Database) async throws -> Void)
        async throws
    {
        try await engine.with { database in
            try await database.run("CREATE TABLE models (name TEXT)")
            try await database.write { session in
                for name in names { try session.run("INSERT INTO models VALUES (\(name))") }
            }
            try await body(database)
        }
    }

    private func found(_ database: any Database, _ pattern: String) async throws -> [String] {
        let expression = try RegularExpression(pattern: pattern)
        return try await database.texts(
            "SELECT name FROM models WHERE \(database.dialect.matches(expression, "name")) ORDER BY name")
    }

    @Test(
        arguments: Engine.allCases,
        [
            ("^qwen", []), ("(?i)^qwen", ["Qwen2"]), ("[0-9]+b$", ["llama-7b"]),
            (".", ["Qwen2", "llama-7b", "ärger 🪶"]),
            ("^Ä", []), ("(?i)^Ä", ["ärger 🪶"]), ("^\\w+ .$", ["ärger 🪶"]), ("", ["Qwen2", "llama-7b", "ärger 🪶"]),
            ("'; --", []),
        ] as [(String, [String])])
    func `rows that match are found`(_ engine: Engine, _ example: (pattern: String, names: [String])) async throws {
        try await withNames(engine, ["Qwen2", "llama-7b", "ärger 🪶"]) { database in
            let names = try await found(database, example.pattern)
            #expect(names == example.names)
        }
    }

    @Test(
        arguments: [
            ("(a", 2), ("[z-a]", 3), ("äö(?<n", 6), ("*", 0), ("a\\C", 3), ("a\0b", 1), ("(?<=a+)b", 0),
        ])
    func `an invalid expression is refused with the place of the mistake`(_ pattern: String, _ offset: Int) throws {
        let error = #expect(throws: StorageError.self) { try RegularExpression(pattern: pattern) }
        guard case .invalidPattern(_, let found, let reason) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(found == offset, "\(reason)")
        #expect(error?.problem.code == .badRequest)
    }

    @Test(arguments: [
        String(repeating: "a", count: 1001), String(repeating: "(", count: 200) + String(repeating: ")", count: 200),
    ])
    func `an enormous expression is refused`(_ pattern: String) {
        #expect(throws: StorageError.self) { try RegularExpression(pattern: pattern) }
    }

    @Test(
        arguments: Engine.allCases,
        ["(a+)+$", "(a|aa)+$", "^(a?){40}a{40}b", "(.*)*x", "(?:(?:a*)*)*b", "((a*)*)*\\1b", "(?R)?a+b"])
    func `a runaway expression ends in an error, not in a hang`(_ engine: Engine, _ pattern: String) async throws {
        try await withNames(engine, (0..<50).map { String(repeating: "a", count: 40 + $0) + "!" }) { database in
            do {
                _ = try await found(database, pattern)
            } catch StorageError.costlyPattern {}
            #expect(try await found(database, "^a{40}!$").count == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `many slow rows share one budget`(_ engine: Engine) async throws {
        try await engine.with { database in
            let expression = try RegularExpression(pattern: "(a+)+$")
            let matches = database.dialect.matches(expression, "text")
            await #expect(throws: StorageError.costlyPattern) {
                try await database.read { session in
                    try session.rows(
                        """
                        WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 1000000)
                        SELECT n FROM (SELECT n, 'aaaaaaaaaaaaaaa' || n || 'x' AS text FROM many) AS rows
                        WHERE \(matches)
                        """)
                }
            }
        }
    }

    @Test(
        arguments: [
            ("-v777$", "-v777"), ("^nosuch", "nosuch"), ("7b.*gguf", "gguf"), ("(?i)^birds/owl-\\d+b$", "birds/owl-"),
            ("llama+chat", "llama"), ("abcd?ef", "abc"), ("abcd*?efgh", "efgh"), ("abc{2,3}defg", "defg"),
            ("abc{2}+de", nil), ("q4\\.gguf", "q4.gguf"), ("x(y|z)abc", "abc"), ("abc(de|fg)?", "abc"),
            ("[abc]llama[^]x]", "llama"), ("a(b[)]c)defg", "defg"), ("ab", nil), ("llama|owl", nil), ("", nil),
            ("(llama)", nil), ("lla(?#x)ma", nil), ("(?x)a b c", nil), ("(*ACCEPT)llama", nil), ("\\Qllama\\E", nil),
            ("\\x41llama", nil), ("lläma", nil), ("größe-llama", "e-llama"), ("llama{", nil), ("[[:alpha:]]llama", nil),
        ] as [(String, String?)])
    func `a text every match must contain is found where it is certain`(_ pattern: String, _ literal: String?) throws {
        #expect(try RegularExpression(pattern: pattern).requiredLiteral == literal)
    }
}
