import Testing
import Wire

@testable import Dashboard

@Suite struct `Pictures` {
    private func spoke(_ label: String, _ score: Double?) -> ScoreRadar.Spoke {
        ScoreRadar.Spoke(label: label, score: score, required: 0.5, words: score.map { "\($0)" } ?? "unknown")
    }

    @Test func `what is unknown leaves a gap and is no nought`() throws {
        let known = ScoreRadar(spokes: [spoke("a", 1), spoke("b", 0.5), spoke("c", 0)])
        let all = try #require(known.draw(title: "Scores")).html
        #expect(all.components(of: "<circle") == 3 && all.components(of: "class=\"area\"") == 1)
        let gap = ScoreRadar(spokes: [spoke("a", 1), spoke("b", nil), spoke("c", 0.5), spoke("d", nil)])
        let html = try #require(gap.draw(title: "Scores")).html
        #expect(html.components(of: "<circle") == 2 && html.components(of: "class=\"area\"") == 2)
        #expect(html.contains("b: unknown") && html.contains("role=\"img\""))
        #expect(ScoreRadar(spokes: [spoke("a", 1)]).draw(title: "Scores") == nil)
    }

    @Test func `a bar says by its edge that nothing is known`() {
        #expect(ScoreBar.draw(nil, required: 0.5).html.contains("class=\"unknown\""))
        #expect(ScoreBar.draw(2).html.contains("width=\"96\""))
        #expect(!ScoreBar.draw(0.5).html.contains("style="))
    }

    @Test func `names, licences and relations that strangers wrote stay text`() throws {
        let evil = "<script>alert(1)</script>\"'"
        let lineage = Lineage(
            model: "org/name",
            nodes: [
                .init(name: "org/name", kind: "model", kept: true, license: evil),
                .init(name: "org/\(evil)", kind: "model", kept: true, license: nil),
            ],
            edges: [.init(child: "org/name", parent: "org/\(evil)", relation: evil)], isPartial: false)
        let html = try #require(LineageDrawing(lineage).draw(title: evil)).html
        #expect(!html.contains("<script") && !html.contains("\"'"))
        #expect(html.contains("href=\"/models/org/%3Cscript%3E"))
    }

    @Test func `a model with a thousand children is drawn in part, and says so`() throws {
        let names = (0..<1000).map { "org/child\($0)" }
        let lineage = Lineage(
            model: "org/base",
            nodes: (["org/base"] + names).map { .init(name: $0, kind: "model", kept: true, license: nil) },
            edges: names.map { .init(child: $0, parent: "org/base", relation: "finetune") }, isPartial: false)
        let drawing = LineageDrawing(lineage)
        #expect(drawing.left == 961)
        #expect(try #require(drawing.draw(title: "Lineage")).html.utf8.count < 60_000)
        let alone = Lineage(model: "org/base", nodes: [lineage.nodes[0]], edges: [], isPartial: false)
        #expect(LineageDrawing(alone).draw(title: "Lineage") == nil)
    }
}

extension String {
    /// How often a piece comes.
    fileprivate func components(of piece: String) -> Int { ranges(of: piece).count }
}
