import Domain
import Testing

@testable import Hub

@Suite struct `Queries` {
    private static func random(_ random: inout some RandomNumberGenerator) -> HubQuery {
        func text() -> String? {
            let letters = Array("aZ0-_./:é %&=+?#\u{1F600}\"'")
            return Bool.random(using: &random)
                ? String(
                    (0..<Int.random(in: 0..<9, using: &random)).compactMap { _ in letters.randomElement(using: &random)
                    })
                : nil
        }
        return HubQuery(
            search: text(), author: text(), task: text(), library: text(),
            tags: (0..<Int.random(in: 0..<4, using: &random)).compactMap { _ in text() },
            gated: [nil, true, false].randomElement(using: &random) ?? nil,
            sort: HubQuery.Sort.allCases.randomElement(using: &random).flatMap {
                Bool.random(using: &random) ? $0 : nil
            },
            direction: Bool.random(using: &random) ? .ascending : .descending,
            limit: Bool.random(using: &random) ? Int.random(in: -5..<2000, using: &random) : nil,
            full: Bool.random(using: &random))
    }

    @Test func `a query that is written and read is the same query`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let query = Self.random(&random)
            for kind in RepositoryKind.allCases {
                let text = query.queryString(for: kind).text
                #expect(HubQuery(QueryString(text)) == query.canonical(for: kind), "\(text)")
                #expect(text.utf8.allSatisfy { (33...126).contains($0) })
            }
        }
    }

    @Test(arguments: [
        "full=True&gated=False&sort=last_modified&filter=a,b",
        "full=true&gated=false&sort=lastModified&filter=a&filter=b",
        "full=1&gated=0&sort=LASTMODIFIED&filter%5B%5D=a&filter[]=b&direction=-1",
        "library=b&tags=a&sort=modified&full=TRUE&gated=0",
    ])
    func `each client's spelling is understood`(text: String) {
        #expect(
            HubQuery(QueryString(text)) == HubQuery(tags: ["a", "b"], gated: false, sort: .lastModified, full: true))
    }

    @Test(arguments: ["limit=abc&sort=best&gated=maybe&%zz=1&=&&&search=", "limit=%FF", "a", "full"])
    func `what cannot be read is absent`(text: String) {
        #expect(HubQuery(QueryString(text)) == HubQuery())
    }

    @Test func `a limit is kept in bounds`() {
        #expect(HubQuery(QueryString("limit=0")).limit == 1)
        #expect(HubQuery(QueryString("limit=99999999")).limit == 1000)
    }

    @Test func `percent encoding goes there and back`() {
        #expect(PercentEncoding.encode("refs/pr/1") == "refs%2Fpr%2F1")
        #expect(PercentEncoding.encodePath("sub dir/a+b%.txt") == "sub%20dir/a%2Bb%25.txt")
        #expect(PercentEncoding.decode("a%2Fb+c") == "a/b+c")
        #expect(PercentEncoding.decode("a+b", plusIsSpace: true) == "a b")
        #expect(PercentEncoding.decode("%") == nil && PercentEncoding.decode("%FF") == nil)
    }
}
