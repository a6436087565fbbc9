import Domain
import Testing

@Suite struct `Revisions` {
    @Test(arguments: ["main", "v1.0", "refs/pr/1", "feature/x", "gptq-4bit-32g-actorder_True", "a@b", "50%"])
    func `branches, tags and pull requests are read`(text: String) throws {
        #expect(try #require(Revision(text)).name == text)
    }

    @Test(arguments: [
        "", "/a", "a/", "a//b", "-x", ".a", "a/.b", "a..b", "a.lock", "a@{1}", "a b", "a\nb", "a:b", "a?b", "a*", "a;b",
        "ä",
        "$(x)", String(repeating: "x", count: 201),
    ])
    func `what git or a shell would read otherwise is refused`(text: String) {
        #expect(Revision(text) == nil)
    }

    @Test func `a commit is known as one`() throws {
        let commit = try #require(GitObjectID(String(repeating: "ab", count: 20)))
        #expect(Revision(commit).commit == commit)
        #expect(Revision.main.commit == nil)
    }
}
