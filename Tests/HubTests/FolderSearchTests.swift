import Domain
import Testing

@testable import Hub

@Suite struct `Searching a folder` {
    @Test func `a search finds, orders and pages`() async throws {
        var files: [String: String] = [
            "gpt2/README.md": "x", "datasets/org/data/README.md": "---\ntask_categories: qa\n---\n",
        ]
        for number in 1...5 {
            files["acme/m\(number)/config.json"] = "{}"
            files["acme/m\(number)/.roost.json"] = #"{"downloads":\#(number),"tags":["odd\#(number % 2)"]}"#
        }
        files["broken/x/.roost.json"] = "nope"
        try await TemporaryFolder.with(files) { root in
            let hub = FolderHub(root: root)
            func names(_ query: HubQuery, _ kind: RepositoryKind = .model) async throws -> [String] {
                var page = try await hub.search(query, kind: kind)
                var rows = page.rows
                while let next = try await hub.nextPage(page) {
                    page = next
                    rows += page.rows
                }
                return rows.map(\.id.path)
            }
            let cases: [(HubQuery, [String])] = [
                (HubQuery(), ["acme/m5", "acme/m4", "acme/m3", "acme/m2", "acme/m1", "gpt2"]),
                (HubQuery(author: "Acme", tags: ["odd1"], limit: 2), ["acme/m5", "acme/m3", "acme/m1"]),
                (
                    HubQuery(author: "acme", sort: .downloads, direction: .ascending, limit: 4),
                    (1...5).map { "acme/m\($0)" }
                ),
                (HubQuery(search: "M4"), ["acme/m4"]),
                (HubQuery(gated: true), []),
            ]
            for (query, expected) in cases {
                let found = try await names(query)
                #expect(found == expected)
            }
            let datasets = try await names(HubQuery(task: "qa"), .dataset)
            #expect(datasets == ["org/data"])
            let page = try await hub.search(HubQuery(limit: 2), kind: .model)
            #expect(page.rows.count == 2)
        }
    }

    @Test func `one local folder is one repository`() async throws {
        try await TemporaryFolder.with(["config.json": "{}", "a/b.txt": "x"]) { root in
            let hub = FolderHub(folder: root, as: try HubFixture.id("local/mine"))
            let info = try await hub.info(try HubFixture.id("local/mine"), revision: .main)
            #expect(info.fileNames == ["a/b.txt", "config.json"])
            #expect(try await hub.search(HubQuery(), kind: .model).rows.map(\.id.path) == ["local/mine"])
            await #expect(throws: HubError.self) {
                try await hub.info(try HubFixture.id("local/other"), revision: .main)
            }
        }
    }
}
