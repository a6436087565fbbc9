import Registry
import Testing

@Suite struct `Semantic versions` {
    @Test(arguments: ["1.0.0", "0.0.4", "10.20.30", "1.0.0-alpha", "1.0.0-rc.1+build.5", "1.0.0+001", "v2.1.0"])
    func `are taken`(_ text: String) {
        #expect(SemanticVersion(text) != nil)
    }

    /// The example of semver.org, with the cases that comparing text gets wrong.
    @Test func `pre-releases go by their numbers and words`() throws {
        let ordered = [
            "1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-99999999999999999999", "1.0.0-alpha", "1.0.0-alpha.1",
            "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.2", "1.0.0-rc.10", "1.0.0",
            "1.0.1-a", "1.10.0",
        ]
        let versions = try ordered.map { try #require(SemanticVersion($0)) }
        #expect(versions.reversed().sorted().map(\.text) == ordered)
        for (left, right) in zip(versions, versions.dropFirst()) { #expect(left < right && !(right < left)) }
    }

    @Test(arguments: [
        "", "1", "1.2", "1.2.3.4", "01.2.3", "1.02.3", "1.2.x", "1.0.0-", "1.0.0-01", "1.0.0-a..b", "1.0.0 ", "latest",
        "1.0.0-\u{e9}", "-1.0.0",
    ])
    func `that are none are refused`(_ text: String) {
        #expect(SemanticVersion(text) == nil)
    }
}
