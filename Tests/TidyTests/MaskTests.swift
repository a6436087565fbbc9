import Testing

/// The lexer the other tests stand on.
struct MaskTests {
    private func code(_ text: String) -> String { file(text).codeLines.joined(separator: "\n") }
    private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
    private func file(_ text: String) -> SourceFile { SourceFile(path: "Sources/X/X.swift", bytes: Array(text.utf8)) }

    @Test func `comments and the text of literals are blanked`() {
        #expect(code("let a = 1 // {") == "let a = 1     ")
        #expect(code("a /* { /* } */ { */ b") == "a\(blanks(19))b")
        #expect(code(#"f("{ \(g("}")) {") }"#) == "f(\(blanks(15))) }")
        #expect(code(##"let r = #"\("{"# + x"##) == "let r = #\(blanks(7)) + x")
        #expect(code("let r = /[\"{]/\nlet s = 1").hasSuffix("\nlet s = 1"))
    }

    @Test func `a literal over several lines keeps its lines`() {
        #expect(file("let a = \"\"\"\n  { \"quoted\" \\(b) }\n  \"\"\"\nlet c = 1").codeLines.last == "let c = 1")
    }

    @Test func `functions are found with their length, and requirements of protocols are not`() {
        let spans = file(
            """
            protocol P {
                func none() -> Int
                init(a: Int)
            }
            struct S {
                init() { self.init(1) }
                func long<T>(
                    _ a: T, b: () -> Void = { },
                ) async throws -> [T]
                where T: Sendable {
                    if true { print("}") }
                }
            }
            """
        ).functions
        #expect(spans.map(\.name) == ["init", "long"])
        #expect(spans.map(\.lineCount) == [1, 6])
    }

    @Test func `imports are found whatever stands before them`() {
        let found = file("package import Hub\n@testable import Blobs\nimport struct GRDB.Row\n// import No").imports
        #expect(found.map(\.module) == ["Hub", "Blobs", "GRDB"])
        #expect(found.map(\.line) == [1, 2, 3])
    }
}
