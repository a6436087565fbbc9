import Testing

@testable import Wire

@Suite struct `Where something came from` {
    private let words = SourceWords(samples: "file:///srv/samples")

    @Test func `is told without the folders of this machine`() {
        #expect(words.words("https://huggingface.co") == "https://huggingface.co")
        #expect(words.words("file:///srv/samples") == "the sample Hub")
        #expect(words.words("file:///home/ann/models/x.zip") == "a folder on this machine")
    }

    @Test func `is told so in what a search found, and in why a folder was silent`() {
        let found = HubSearchResult(
            models: [
                HubModelRow(
                    id: "a/b", kind: "model", hub: "file:///srv/samples", task: nil, library: nil, license: nil,
                    downloads: nil, likes: nil, lastModified: nil, gated: false, tags: [])
            ],
            unreachable: [
                UnreachableHub(hub: "https://hub.example", reason: "it does not answer"),
                UnreachableHub(hub: "file:///srv/gone", reason: "`/srv/gone` cannot be read"),
            ])
        let told = found.told(by: words)
        #expect(told.models.map(\.hub) == ["the sample Hub"])
        #expect(told.unreachable.map(\.reason) == ["it does not answer", "its folder cannot be read"])
        #expect(found.told(by: nil) == found)
    }
}
