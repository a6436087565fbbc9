import Testing

@testable import Dashboard

@Suite struct `What needs attention` {
    @Test func `names moments as every page does, and keeps what is written about them text`() {
        let concern = Concern(
            .warn, "waiver ends", Words.prose("of <b> ends on ") + Words.time(1_700_000_000_000), advice: "look",
            at: nil)
        #expect(
            concern.sentence.html
                == "of &lt;b&gt; ends on <time datetime=\"2023-11-14T22:13:20.000Z\">2023-11-14 22:13 UTC</time>")
    }
}
