import Scoring
import Testing
import Wire

@Suite struct `Reviewedness` {
    private static func score(_ history: [CodeCommit]) throws -> Double? {
        let code = CodeFact(
            url: "https://github.com/acme/anvil", files: .absent, history: .known(history), tags: .absent)
        return try ReviewednessMetric().evaluate(MetricFixture.facts(code: [code]), MetricContext()).score
    }

    @Test func `squashed pull requests count by their titles`() throws {
        let history = History {
            $0.commit([], by: "ann", title: "Begin")
            $0.commit([], by: "ann", title: "Load faster (#12)")
            $0.commit([], by: "bob", title: "See issue (#x)")
            $0.commit([], by: "bob", title: "Fix (!7)")
        }.commits
        #expect(try Self.score(history) == 0.5)
    }

    /// 0 ← 1 ← 4 (merge of 3) ← 5; 0 ← 2 ← 3 came by the pull request.
    @Test func `a merge counts for all it brought when the parents are known`() throws {
        let history = History {
            $0.commit([], by: "ann", parents: [])
            $0.commit([], by: "ann", parents: ["0"])
            $0.commit([], by: "bob", parents: ["0"])
            $0.commit([], by: "bob", parents: ["2"])
            $0.commit([], by: "ann", title: "Merge pull request #3 from bob/x", isMerge: true, parents: ["1", "3"])
            $0.commit([], by: "ann", parents: ["4"])
        }.commits
        #expect(try Self.score(history) == 0.4)
    }

    @Test func `a merge of a branch without a pull request brings nothing reviewed`() throws {
        let history = History {
            $0.commit([], by: "ann", parents: [])
            $0.commit([], by: "bob", parents: ["0"])
            $0.commit([], by: "ann", title: "Merge branch 'x'", isMerge: true, parents: ["0", "1"])
        }.commits
        #expect(try Self.score(history) == 0)
    }

    @Test func `without a repository it is unknown`() throws {
        let result = try ReviewednessMetric().evaluate(MetricFixture.facts(), MetricContext())
        #expect(result.status == .unknown)
        #expect(result.reason == "no code repository is known")
    }
}
