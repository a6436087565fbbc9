import Domain
import Testing

@testable import Wire

@Suite struct `Where something came from` {
    private let words = SourceWords(samples: "file:///srv/samples")

    @Test func `is told without the folders of this machine`() {
        #expect(words.words("https://huggingface.co") == "https://huggingface.co")
        #expect(words.words("file:///srv/samples") == "the sample Hub")
        #expect(words.words("file:///home/ann/models/x.zip") == "a folder on this machine")
    }

    @Test func `is told so in what a job says, wherever in a sentence it stands`() {
        #expect(
            words.told("the Hub file:///srv/samples, then `file:///home/a b/x`")
                == "the Hub the sample Hub, then `a folder on this machine`")
        #expect(words.told("`/srv/samples` has no `a/b`") == "`the sample Hub` has no `a/b`")
        #expect(words.told("see /api/v1/jobs") == "see /api/v1/jobs")
        let mine = words.told("the folder `/home/a b` is gone", about: "file:///home/a%20b")
        #expect(mine == "the folder `a folder on this machine` is gone")
    }

    @Test func `is told so of a whole job to all but administrators`() {
        let job = JobView(
            id: "1", kind: "pull", subject: "file:///home/ann/x", state: "failed", phase: "reading /home/ann/x",
            completed: 0, total: 0, unit: "bytes", attempts: 1,
            problem: ProblemView(
                Problem(.notFound, "the folder `/home/ann/x` is missing", hint: "see file:///home/ann")),
            createdAt: "", updatedAt: "", finishedAt: nil)
        let told = job.told(by: words)
        #expect(told.subject == "a folder on this machine" && !told.phase.contains("ann"))
        #expect(told.problem?.message == "the folder `a folder on this machine` is missing")
        #expect(told.problem?.hint == "see a folder on this machine")
        #expect(job.told(by: nil) == job)
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
