import Foundation
import Scoring
import Testing
import Wire

@Suite struct `Code quality` {
    private static let readme = """
        # Anvil

        ## Installation

        ```bash
        pip install anvil
        ```

        ## Usage

        ```python
        import anvil
        ```
        """

    private static func code(_ paths: [String], texts: [String: String] = [:], sizes: [String: Int64] = [:]) -> CodeFact
    {
        CodeFact(
            url: "https://github.com/acme/anvil",
            files: .known(
                (paths + texts.keys).sorted().map { FileFact(path: $0, size: sizes[$0] ?? 10, identity: "0") }),
            texts: texts.mapValues { .known($0) }, history: .absent,
            tags: .known([TagFact(name: "v1.0", date: MetricFixture.asOf.addingTimeInterval(-86_400))]))
    }

    private static func result(_ facts: Facts, _ context: MetricContext = MetricContext()) throws -> MetricResult {
        try CodeQualityMetric().evaluate(facts, context)
    }

    @Test func `a repository with everything scores one`() throws {
        let paths = [
            "anvil/core.py", "tests/test_core.py", ".github/workflows/ci.yml", "uv.lock", ".pre-commit-config.yaml",
            "LICENSE",
        ]
        let result = try Self.result(MetricFixture.facts(code: [Self.code(paths, texts: ["README.md": Self.readme])]))
        #expect(result.score == 1)
    }

    @Test func `unpinned requirements are worth half`() throws {
        let loose = Self.code(["anvil.py"], texts: ["requirements.txt": "torch\nnumpy>=1.0\n"])
        let pinned = Self.code(["anvil.py"], texts: ["requirements.txt": "torch==2.5.0\nnumpy==2.0\n"])
        #expect(try Self.result(MetricFixture.facts(code: [loose])).probe("pinned")?.value == 0.5)
        #expect(try Self.result(MetricFixture.facts(code: [pinned])).probe("pinned")?.value == 1)
    }

    @Test func `a committed key or a large binary is found`() throws {
        let token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
        let leaking = Self.code(["anvil.py"], texts: ["setup.cfg": "token = \(token)\n"])
        let heavy = Self.code(["anvil.py", "lib/old.so"], sizes: ["lib/old.so": 5_000_000])
        #expect(
            try Self.result(MetricFixture.facts(code: [leaking])).probe("clean")?.reason
                == "setup.cfg holds a GitHub token")
        #expect(try Self.result(MetricFixture.facts(code: [heavy])).probe("clean")?.outcome == .no)
    }

    @Test func `a model without code inherits only where the policy says so`() throws {
        let facts = MetricFixture.facts(card: "---\nlibrary_name: transformers\n---\n# Anvil\n")
        #expect(try Self.result(facts).score == 0)
        #expect(try Self.result(facts, MetricContext(inheritsCodeQuality: true)).score == 0.6)
    }

    @Test func `linked code that could not be read is unknown, linked code that is gone is none`() throws {
        func linked(_ files: Captured<[FileFact]>) -> Facts {
            let code = CodeFact(url: "https://github.com/acme/anvil", files: files, history: .absent, tags: .absent)
            return MetricFixture.facts(card: "# Anvil", code: [code])
        }
        #expect(try Self.result(linked(.unavailable("offline"))).status == .unknown)
        #expect(try Self.result(linked(.absent)).score == 0)
    }

    @Test func `code beside the weights is judged without what the Hub does not have`() throws {
        let facts = MetricFixture.facts(card: Self.readme, texts: ["train.py": "import torch\n", "LICENSE": "MIT"])
        let result = try Self.result(facts)
        #expect(result.probe("ci")?.outcome == .notApplicable)
        #expect(result.probe("licence_file")?.outcome == .yes)
        #expect(result.score == 0.375)
    }
}
