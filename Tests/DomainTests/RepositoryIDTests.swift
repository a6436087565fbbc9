import Domain
import Testing

@Suite struct `Repository names` {
    @Test(arguments: ["gpt2", "org/name", "_a/b_", "O.r-g/N_1.0", "a/b", String(repeating: "n", count: 96)])
    func `the Hub's rule is kept`(text: String) throws {
        #expect(try #require(RepositoryID(text)).path == text)
    }

    @Test(arguments: [
        "", "/", "a/", "/a", "a//b", "a/b/c", "-a", "a-", ".a", "a.", "a/.", "a/..", "a--b", "a..b", "a/b.git",
        "a/B.GIT",
        "a b", "a\nb", "ä", "a/b\u{301}", "a/\u{301}b", "a%2Fb", "a:b", "a@b", String(repeating: "n", count: 97),
    ])
    func `what breaks it is no name`(text: String) {
        #expect(RepositoryID(text) == nil)
    }

    @Test func `a model and a dataset of one name differ, and in their order too`() throws {
        let model = try #require(RepositoryID("org/name"))
        let dataset = try #require(RepositoryID("org/name", kind: .dataset))
        #expect(model != dataset)
        #expect((model < dataset) != (dataset < model))
        #expect(dataset.kind.plural == "datasets")
        #expect(model.namespace == "org")
        #expect(RepositoryID("gpt2")?.namespace == nil)
    }
}
