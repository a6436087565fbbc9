import Domain
import Testing

@Suite struct `Repository paths` {
    @Test(arguments: [
        "a", "a/b.gguf", ".gitattributes", "a b/c", "模型/é.bin", "...", "a..b", "..a", "a..", "C:x", "x/C:", "%2e%2e/a",
        String(repeating: "x", count: 255),
    ])
    func `ordinary paths are kept as they are`(text: String) throws {
        #expect(try #require(RepositoryPath(text)).text == text)
    }

    @Test(arguments: [
        "", "/", "/a", "a/", "a//b", ".", "..", "./a", "../a", "a/..", "a/../b", "a/./b", "a\\b", "C:", "C:/a",
        "a\u{0}b",
        "a\nb", "a\u{7F}b", "a\u{85}b", "a\u{9B}31m", "gpj\u{202E}exe.", "a\u{2028}b", "\u{FEFF}a",
        String(repeating: "x", count: 256),
    ])
    func `what could leave the folder or deceive a reader is refused`(text: String) {
        #expect(RepositoryPath(text) == nil)
    }

    @Test(arguments: ["../\u{301}a", "/\u{301}etc", "a/../\u{301}b", "a/\u{301}/..", "a/\u{200D}/b/../\u{FE0F}c"])
    func `a combining mark does not hide a slash`(text: String) {
        #expect(RepositoryPath(text)?.segments.contains("..") != true)
        #expect(!(RepositoryPath(text)?.text.utf8.starts(with: "/".utf8) ?? false))
        #expect(RepositoryPath(text) == nil || text == "a/\u{200D}/b/\u{FE0F}c")
    }

    @Test func `a path of 1,024 bytes is the longest`() {
        let segment = String(repeating: "x", count: 203)
        let text = Array(repeating: segment, count: 5).joined(separator: "/")
        #expect(RepositoryPath(text + "/yyyy")?.text.utf8.count == 1024)
        #expect(RepositoryPath(text + "/yyyyy") == nil)
    }

    @Test func `a path knows its parts`() throws {
        let path = try #require(RepositoryPath("a/b.c/Model.Q4_0.GGUF"))
        #expect(path.segments == ["a", "b.c", "Model.Q4_0.GGUF"])
        #expect(path.name == "Model.Q4_0.GGUF")
        #expect(path.fileExtension == "gguf")
        #expect(path.parent?.text == "a/b.c")
        #expect(RepositoryPath("README")?.fileExtension == "")
        #expect(RepositoryPath("README")?.parent == nil)
    }

    @Test func `a mark after a slash belongs to the next segment`() throws {
        let path = try #require(RepositoryPath("a/\u{301}b"))
        #expect(path.segments.count == 2)
        #expect(path.parent?.text == "a")
    }

    @Test func `two spellings of one letter are two files`() throws {
        let composed = try #require(RepositoryPath("caf\u{E9}"))
        let decomposed = try #require(RepositoryPath("cafe\u{301}"))
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect((composed < decomposed) != (decomposed < composed))
    }
}
