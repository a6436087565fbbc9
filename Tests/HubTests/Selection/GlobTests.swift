import Hub
import Testing

@Suite struct `Patterns for files` {
    @Test(arguments: [
        ("*.json", "config.json"), ("*.json", "onnx/config.json"), ("onnx/", "onnx/a/b"), ("onnx/*", "onnx/a/b"),
        ("*", ".gitattributes"), ("?.txt", "é.txt"), ("model-[0-9].bin", "model-7.bin"), ("[!a-c]x", "dx"),
        ("[]x]", "]"), ("[a-]", "-"), ("[", "["), ("a[b", "a[b"), ("[!]a]", "b"), ("**/*.md", "a/b.md"),
        ("a*b*c", "aXbXbc"),
        ("*Q4_K_M*", "x/y-Q4_K_M-00001-of-00002.gguf"),
    ])
    func `fit as hf download reads them`(pattern: String, path: String) throws {
        #expect(try #require(Glob(pattern)).matches(path))
    }

    @Test(arguments: [
        ("*.json", "config.jsonl"), ("*.json", "config.JSON"), ("onnx/", "onnx"), ("onnx/", "xonnx/a"), ("?", ""),
        ("?", "ab"),
        ("[0-9]", "a"), ("[!0-9]", "5"), ("[z-a]", "b"), ("**/*.md", "b.md"), ("a", "ab"), ("ab", "a"), ("a*b", "abc"),
    ])
    func `do not fit otherwise`(pattern: String, path: String) throws {
        #expect(try !#require(Glob(pattern)).matches(path))
    }

    @Test func `a hostile pattern is done in no time`() throws {
        let glob = try #require(Glob(String(repeating: "a*", count: 500) + "b"))
        #expect(!glob.matches(String(repeating: "a", count: 1024)))
        #expect(try #require(Glob(String(repeating: "*", count: 1024))).matches("x"))
    }

    @Test func `an empty pattern and one without end are none`() {
        #expect(Glob("") == nil)
        #expect(Glob(String(repeating: "a", count: 1025)) == nil)
    }
}
