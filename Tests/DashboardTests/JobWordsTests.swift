import Domain
import Jobs
import Testing

@testable import Dashboard

struct `Words about jobs` {
    @Test(arguments: [
        (-5, "0.0 s"), (430, "0.4 s"), (12_900, "12 s"), (185_000, "3 min 5 s"), (7_800_000, "2 h 10 min"),
    ])
    func `a time is said as short as it can be`(milliseconds: Int, words: String) {
        #expect(DurationWords.text(milliseconds: Int64(milliseconds)) == words)
    }

    @Test func `how much is done is never more than is known`() {
        let words = { JobProgressWords.done($0, isLive: $1) }
        #expect(words(JobProgress(completed: 12_300_000, total: 91_000_000), true) == "12.3 MB of 91.0 MB")
        #expect(words(JobProgress(completed: 1200, total: 3000, unit: .items), true) == "1,200 of 3,000")
        #expect(words(JobProgress(completed: 500, total: nil), true) == "500 B")
        #expect(words(.none, true) == "not known yet")
        #expect(words(.none, false) == "nothing")
    }
}

struct `Sentences of the server` {
    @Test(arguments: [
        ("no model fits", "No model fits"), ("failed: it is `gone`", "Failed: it is <code>gone</code>"),
        ("`/tmp/routes.yaml` cannot be read", "<code>/tmp/routes.yaml</code> cannot be read"),
        ("/tmp/routes.yaml cannot be read", "/tmp/routes.yaml cannot be read"),
        ("huggingface.co did not answer", "huggingface.co did not answer"), ("", ""), ("a <b>", "A &lt;b&gt;"),
    ])
    func `begin large, unless with what has letters of its own`(text: String, shown: String) {
        #expect(Words.sentence(text).html == shown)
    }

    @Test func `in a row of a job end with their first line, and have code as code even where they are cut`() {
        #expect(JobRow.firstLine("`a/b` is gone\nmore").html == "<code>a/b</code> is gone")
        let long = JobRow.firstLine("no `\(String(repeating: "x", count: 300))` here").html
        #expect(long.hasPrefix("no <code>xxx") && long.hasSuffix("x…</code>") && !long.contains("`"))
    }
}

struct `A disk that fills` {
    private func sentences(_ free: Int, _ reserve: Int, _ pending: PendingWork) -> [String] {
        DiskConcern.find(free: ByteCount(free), reserve: ByteCount(reserve), pending: pending).map(\.sentence.html)
    }

    @Test func `is told when the reserve is touched, or would be by what is still to come`() {
        let none = PendingWork(bytes: 0, unmeasured: 0)
        #expect(sentences(2_000_000_000, 500_000_000, none) == [])
        #expect(sentences(100_000_000, 500_000_000, none).first?.contains("less than the reserve of 500.0 MB") == true)
        let much = PendingWork(bytes: 1_800_000_000, unmeasured: 2)
        let told = sentences(2_000_000_000, 500_000_000, much)
        #expect(told.count == 1 && told[0].contains("1.8 GB are still to come"))
        #expect(told[0].contains("2 jobs cannot say yet how much comes"))
    }
}
