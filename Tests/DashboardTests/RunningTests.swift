import API
import Access
import Domain
import Testing
import Wire

@testable import Dashboard

@Suite struct `Pages of running` {
    @Test(arguments: [
        (Int64(0), "0 ms"), (999, "999 ms"), (1_000, "1.0 s"), (59_999, "59.9 s"), (125_000, "2 min 5 s"), (-5, "0 ms"),
    ]) func `a time is told in the unit it is read in`(_ milliseconds: Int64, _ words: String) {
        #expect(Words.span(milliseconds) == words)
    }

    @Test(arguments: [
        (Int64(0), "$0.00"), (15, "$0.000015"), (15_000, "$0.015"), (500_000, "$0.50"), (1_250_000, "$1.25"),
        (1_234_000_000, "$1,234.00"),
    ]) func `what an answer cost is told exactly below a dollar`(_ millionths: Int64, _ words: String) {
        #expect(Words.money(millionths) == words)
    }

    @Test func `a memory bar says its numbers to who does not see it and takes no name for markup`() {
        let bar = MemoryBar.draw([("<script>", 1_500_000), ("b", 500_000)], budget: 1_000_000).html
        #expect(bar.contains("2.0 MB of 1.0 MB held by models"))
        #expect(bar.contains("&lt;script&gt; 1.5 MB, b 500.0 kB") && !bar.contains("<script>"))
        #expect(bar.contains("class=\"bad\""), "more is held than was foreseen")
        #expect(MemoryBar.draw([], budget: 0).html.contains("No model is in memory"))
    }

    @Test func `tries stand along the time of their request, however long or short`() {
        var trace = RequestTrace(
            id: "x", startedAt: "", asked: "a", route: "a", kind: "chat", isStreamed: false, by: "ann")
        trace.duration = 100
        trace.attempts = [
            AttemptTrace(leg: "a:<b>", startedAfter: 0, duration: 40, outcome: "timeout"),
            AttemptTrace(leg: "a:c", startedAfter: 100, duration: 0, outcome: "answered"),
        ]
        let drawn = AttemptTimeline.draw(trace).html
        #expect(drawn.contains("a:&lt;b&gt; from 0 ms for 40 ms: timeout") && !drawn.contains("<b>"))
        #expect(drawn.contains("x=\"688\" y=\"35\" width=\"2\""), "the last moment is still inside")
        trace.attempts = []
        trace.duration = 0
        #expect(AttemptTimeline.draw(trace).html.contains("Tries along 1 ms"))
    }

    private func view(_ model: String, users: Int) -> RuntimesView {
        let instance = RuntimeInstanceView(
            model: model, commit: "", quantisation: nil, state: "busy", users: users, memoryBytes: 1, context: 256,
            embedding: false, capabilities: [], until: nil, pinned: false, reason: nil)
        return RuntimesView(
            engine: nil, problem: nil, budgetBytes: 9, usedBytes: 1, instances: [instance], waiting: [], decisions: [])
    }

    @Test func `ending a model that is in use asks first, and says how many requests it breaks`() throws {
        let renderer = try Renderer(AssetFiles())
        func page(users: Int) -> String {
            let values = RuntimesPage.values(view("a/b:Q4", users: users))
            return renderer.body(PageContent("", in: nil, template: "runtimes", values: values)).html
        }
        let asks = page(users: 2)
        #expect(asks.contains("<p>2 requests would break off"))
        #expect(asks.contains("data-opens=\"end-a-2fb-3aQ4\"") && asks.contains("<dialog id=\"end-a-2fb-3aQ4\""))
        #expect(asks.split(separator: "/api/v1/runtimes/stop").count == 2, "only the dialog ends it")
        let idle = page(users: 0)
        #expect(!idle.contains("<dialog") && idle.contains("/api/v1/runtimes/stop"))
    }

    @Test func `a house without an engine says how to get one`() {
        let problem = Problem(.unsupported, "no engine was found", hint: "run `scripts/engine`")
        let view = RuntimesView(
            engine: nil, problem: ProblemView(problem), budgetBytes: 0, usedBytes: 0, instances: [], waiting: [],
            decisions: [])
        let values = RuntimesPage.values(view)
        #expect(values.engine == nil && values.lack?.hint?.html == "Run <code>scripts/engine</code>")
        #expect(values.isEmpty && !values.isWaiting && !values.hasDecisions)
    }

    @Test func `where engines lie is told to administrators alone`() {
        let problem = Problem(.unsupported, "no llama.cpp is here: looked for xllamacpp in `/opt/x/bin/python`")
        let view = RuntimesView(
            engine: "xllamacpp in /opt/x/bin/python", problem: ProblemView(problem), budgetBytes: 0, usedBytes: 0,
            instances: [], waiting: [], decisions: [])
        let guest = RuntimesPage.values(view.told(to: .anonymous(Permissions([.run]))))
        #expect(guest.engine == "xllamacpp")
        #expect(guest.lack?.message.html.contains("/opt") == false)
        let admin = RuntimesPage.values(view.told(to: .system))
        #expect(admin.engine == "xllamacpp in /opt/x/bin/python")
        #expect(admin.lack?.message.html.contains("<code>/opt/x/bin/python</code>") == true)
    }

    @Test func `what nobody told is unknown and not nought`() {
        let trace = RequestTrace(
            id: "x", startedAt: "2026-01-01T00:00:00.000Z", asked: "a", route: nil, kind: "chat", isStreamed: true,
            by: "ann")
        let values = RequestPage.values(trace)
        #expect(values.tokens == "unknown: nobody told" && values.cost == "unknown: no price is known")
        #expect(values.firstContent == "none came" && values.speed.hasPrefix("unknown"))
    }
}
