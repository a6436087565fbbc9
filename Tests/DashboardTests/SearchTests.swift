import API
import Domain
import Hub
import Testing

@testable import Dashboard

@Suite struct `A search of several Hubs` {
    private func filter(_ query: String = "") throws -> SearchFilter { try SearchFilter(FormItems(query)) }

    private func rows(_ page: MergedSearch.Page) -> [Int64] { page.rows.compactMap(\.summary.downloads) }

    private func page(of hubs: [any HubReading], from place: SearchPlace?) async -> MergedSearch.Page {
        var search = MergedSearch(
            HubQuery(sort: .downloads, limit: MergedSearch.pageSize), kind: .model, hubs: hubs, from: place)
        return await search.page()
    }

    @Test func `without an order has one Hub's rows behind the other's`() async throws {
        let hubs = [try ListedHub("a.example", [[1, 2]]), try ListedHub("b.example", [[9]])]
        var search = MergedSearch(HubQuery(limit: 24), kind: .model, hubs: hubs, from: nil)
        #expect(rows(await search.page()) == [1, 2, 9])
    }

    @Test func `is one list in order, page after page, without a row lost or shown twice`() async throws {
        let hubs = [
            try ListedHub("a.example", [Array((40...60).reversed()), Array((10..<40).reversed())]),
            try ListedHub("b.example", [Array((51...55).reversed()), [9, 8, 7]]), try ListedHub("c.example", []),
        ]
        var place: SearchPlace?
        var shown: [Int64] = []
        repeat {
            let page = await self.page(of: hubs, from: place)
            #expect(page.silent.isEmpty && page.heard.count <= hubs.count)
            shown += rows(page)
            place = try page.next.text.flatMap { SearchPlace($0) }
        } while place != nil && shown.count < 200
        let all = Array(Int64(10)...60) + Array(Int64(51)...55) + [9, 8, 7]
        #expect(shown == all.sorted(by: >))
    }

    @Test func `names a silent Hub and goes on without it`() async throws {
        let hubs = [try ListedHub("a.example", [[3, 2]]), try ListedHub("b.example", [], isSilent: true)]
        let page = await self.page(of: hubs, from: nil)
        #expect(rows(page) == [3, 2])
        #expect(page.silent.map(\.hub.host) == ["b.example"] && page.heard.map(\.host) == ["a.example"])
        #expect(try page.next.text == nil)
    }

    @Test(arguments: ["", "{}", "[{}]", #"[{"hub":"x","taken":-1}]"#, #"[{"hub":"x","taken":1001}]"#])
    func `refuses a place it never gave`(_ text: String) {
        #expect(SearchPlace(text) == nil)
    }

    @Test func `keeps its conditions from page to page`() throws {
        let filter = try filter("q=a%20b&kind=dataset&task=t&license=mit&sort=likes&size=8000&fits=true")
        let path = filter.path(after: "x")
        #expect(try SearchFilter(FormItems(path.drop { $0 != "?" }.dropFirst())) == filter)
        #expect(filter.query(limit: 5).queryString(for: .model).text.contains("expand=safetensors"))
        #expect(!filter.query(limit: 5).queryString(for: .dataset).text.contains("safetensors"))
        #expect(throws: Problem.self) { try self.filter("kind=space") }
    }

    @Test func `shows no path of the server for its sample Hub`() {
        let name = HubName(HubEndpoint(folder: "/srv/secret"))
        #expect(name.label == "sample Hub" && name.key == "samples" && name.address == nil)
    }
}

@Suite struct `The files one may choose` {
    private func files(_ names: [String: Int64]) throws -> [RemoteFile] {
        let digest = try #require(Digest(String(repeating: "0", count: 64)))
        return try names.sorted { $0.key < $1.key }.map { name, size in
            RemoteFile(
                path: try #require(RepositoryPath(name)),
                content: ExpectedContent(identity: .sha256(digest), size: ByteCount(size)))
        }
    }

    private func address() throws -> OfferAddress {
        OfferAddress(repository: try #require(RepositoryID("org/name")), hub: nil)
    }

    @Test func `are quantisations with the recommended one and why`() throws {
        let files = try files(["m-Q4_K_M.gguf": 4_000_000_000, "m-Q8_0.gguf": 8_000_000_000, "config.json": 2])
        let choices = OfferChoices(
            files, try address(), base: .none, memory: ByteCount(8_000_000_000),
            room: MemoryRoom(budget: ByteCount(6_400_000_000), used: ByteCount(2_000_000_000)))
        #expect(choices.ways.map(\.label).prefix(3) == ["Q4_K_M", "Q8_0", "Everything"])
        let best = try #require(choices.ways.first { $0.isRecommended })
        #expect(best.label == "Q4_K_M" && best.isChosen && best.value == "org/name:Q4_K_M")
        #expect(best.because?.contains("8.0 GB of memory") == true)
        #expect(choices.ways[1].fit?.fitBadge.text == "too large here")
        #expect(best.fit?.fitText == "needs about 5.0 GB, 4.4 GB free here")
        #expect(best.fit?.fitBadge.text == "fits when others make room")
        #expect(choices.runnable == "Q4_K_M")
    }

    @Test func `or everything, where there is nothing to choose between`() throws {
        let choices = OfferChoices(
            try files(["model.safetensors": 5, "config.json": 2]), try address(), base: .none, memory: nil, room: nil)
        #expect(choices.ways.first?.opens == "everything" && choices.ways.first?.isChosen == true)
    }

    @Test(arguments: ["a[1]*.json", "what?.txt", "plain/name.bin", "[", "]"])
    func `are named by a pattern that fits them alone`(_ path: String) throws {
        let glob = try #require(Glob(OfferChoices.pattern(path)))
        #expect(glob.matches(path))
        #expect(!glob.matches("a1x.json") && !glob.matches("whatx.txt"))
    }
}

@Suite struct `Large counts in words` {
    @Test(arguments: [
        (999, "999"), (1_000, "1 k"), (9_540, "9.5 k"), (1_100_000, "1.1 M"), (999_960_000, "1 B"),
        (70_600_000_000, "70.6 B"),
    ])
    func `are rounded to a tenth`(_ number: Int64, _ words: String) {
        #expect(Words.quantity(number) == words)
    }
}
