import Domain
import Testing

@testable import API

@Suite struct `The mirror reads list queries` {
    private func query(_ text: String) throws -> MirrorQuery { try MirrorQuery(FormItems(text), kind: .model) }

    @Test func `filters add up, however they are written`() throws {
        #expect(try query("filter=gguf&filter=license%3Amit").filters == ["gguf", "license:mit"])
        #expect(try query("filter=gguf,license:mit").filters == ["gguf", "license:mit"])
        #expect(try query("search=tiny+writer&author=acme").search == ["tiny writer"])
    }

    @Test(arguments: ["true", "True", "1"]) func `yes has several spellings`(yes: String) throws {
        let read = try query("full=\(yes)&cardData=\(yes)&gated=\(yes)")
        #expect(read.isGated == true)
        #expect(read.fields.names.isSuperset(of: [.siblings, .sha, .cardData]))
        #expect(read.needsFiles)
    }

    @Test(arguments: ["expand=downloads&expand=sha", "expand[]=downloads&expand[]=sha", "expand=downloads,sha"])
    func `expand has three spellings`(text: String) throws {
        #expect(try query(text).fields.names == [.downloads, .sha])
    }

    @Test(arguments: [
        "expand=nonsense", "expand=citation", "sort=beauty", "sort=trendingScore", "sort=trending_score", "limit=many",
        "num_parameters=6B",
        "num_parameters=min:9B,max:1B",
    ])
    func `what is not understood is refused`(text: String) {
        #expect(throws: MirrorError.self) { try query(text) }
    }

    @Test func `parameter counts have units`() throws {
        #expect(try query("num_parameters=min:6B,max:128B").parameterCount == 6_000_000_000...128_000_000_000)
        #expect(try query("num_parameters=min:1.5K").parameterCount == 1500...Int64.max)
    }

    @Test func `a limit stays within one page`() throws {
        #expect(try query("limit=3").limit == 3)
        #expect(try query("limit=100000").limit == MirrorQuery.limitMax)
    }

    @Test func `unknown numbers come last in either direction`() throws {
        var rows = try ["a/x", "a/y", "a/z"].map { try Sample.summary($0) }
        rows[0].downloads = 1
        rows[2].downloads = 9
        for (text, expected) in [
            ("sort=downloads", ["z", "x", "y"]), ("sort=downloads&direction=1", ["x", "z", "y"]),
        ] {
            let asked = try query(text)
            #expect(rows.sorted(by: asked.areInOrder).map(\.id.name) == expected)
        }
    }

    @Test(arguments: [
        ("created_at", MirrorQuery.Order.createdAt), ("createdAt", .createdAt), ("last_modified", .lastModified),
        ("lastModified", .lastModified), ("likes", .likes), ("downloads", .downloads),
    ])
    func `orders have the spellings of the Hub and of its clients`(_ text: String, _ order: MirrorQuery.Order) throws {
        #expect(try query("sort=\(text)").order == order)
    }

    @Test func `every condition must hold`() throws {
        var row = try Sample.summary("Acme/Tiny-Writer")
        row.tags = ["gguf", "license:mit"]
        row.pipelineTag = "text-generation"
        row.libraryName = "transformers"
        row.parameterCount = 7_000_000
        for text in [
            "search=tiny", "author=acme", "filter=gguf&filter=license:mit", "pipeline_tag=text-generation",
            "library=transformers", "gated=false", "num_parameters=max:1B", "filter=text-generation",
        ] { #expect(try query(text).accepts(row), "\(text)") }
        for text in ["search=large", "author=tiny", "filter=gguf&filter=onnx", "gated=true", "num_parameters=min:1B"] {
            #expect(try !query(text).accepts(row), "\(text)")
        }
    }
}
