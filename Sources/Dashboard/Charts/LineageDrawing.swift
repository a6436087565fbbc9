import Domain
import Wire

/// Where a model comes from and what was made of it, as a picture: from the left to the right.
struct LineageDrawing {
    private static let nodesAtMost = 40
    /// Of a name, at 12 pixels.
    private static let lettersAtMost = 27

    private let nodes: [Lineage.Node]
    private let edges: [Lineage.Edge]
    /// Of those there are, how many are not drawn.
    let left: Int
    private let centre: String

    /// Chooses what is drawn: nearest to the model first.
    init(_ lineage: Lineage) {
        centre = lineage.model
        var neighbours: [String: [String]] = [:]
        for edge in lineage.edges {
            neighbours[edge.child, default: []].append(edge.parent)
            neighbours[edge.parent, default: []].append(edge.child)
        }
        var chosen = [lineage.model]
        var seen: Set<String> = [lineage.model]
        var next = 0
        while next < chosen.count, chosen.count < Self.nodesAtMost {
            for name in neighbours[chosen[next]] ?? [] where chosen.count < Self.nodesAtMost {
                if seen.insert(name).inserted { chosen.append(name) }
            }
            next += 1
        }
        let kept = Set(chosen)
        nodes = lineage.nodes.filter { kept.contains($0.name) }
        edges = lineage.edges.filter { kept.contains($0.child) && kept.contains($0.parent) }
        left = lineage.nodes.count - nodes.count
    }

    /// Nil when there is nothing but the model itself.
    func draw(title: String) -> Markup? {
        guard nodes.count > 1 else { return nil }
        let number = Dictionary(nodes.enumerated().map { ($1.name, $0) }) { first, _ in first }
        // Both ends of every edge were chosen; a loop is not drawn.
        let pairs = edges.map { (from: number[$0.parent] ?? 0, to: number[$0.child] ?? 0) }
        let grid = LineageGrid(count: nodes.count, edges: pairs)
        var drawing = Drawing()
        for (edge, route) in zip(edges, grid.routes) where !route.isEmpty { draw(edge, route, grid, into: &drawing) }
        for (edge, route) in zip(edges, grid.routes) where edge.relation != "base_model" {
            guard let place = grid.middle(of: route) else { continue }
            drawing.add(
                "text",
                [
                    "class": "note", "x": Drawing.number(place.x), "y": Drawing.number(place.y + 4),
                    "text-anchor": "middle",
                ], text: String(edge.relation.prefix(12)))
        }
        for (node, place) in zip(nodes, grid.places) { draw(node, at: place, into: &drawing) }
        return drawing.picture(
            "lineage", width: grid.width, height: grid.height, role: "group", title: title,
            description: edges.map { "\($0.child) \(Self.words($0.relation)) \($0.parent)" }.joined(separator: "; "))
    }

    private func draw(_ edge: Lineage.Edge, _ route: [Int], _ grid: LineageGrid, into drawing: inout Drawing) {
        drawing.add(
            "path", ["class": edge.relation == "dataset" ? "edge data" : "edge", "d": grid.path(of: route)],
            title: "\(edge.child) \(Self.words(edge.relation)) \(edge.parent)")
    }

    private func draw(_ node: Lineage.Node, at place: (x: Double, y: Double), into drawing: inout Drawing) {
        let isLink = node.kept && node.name != centre
        if isLink {
            let query = node.kind == "dataset" ? "?kind=dataset" : ""
            drawing.open("a", ["href": PagePaths.model(node.name) + query])
        }
        let top = place.y - LineageGrid.boxHeight / 2
        let kind = node.name == centre ? "node here" : node.kept ? "node kept" : "node"
        drawing.add(
            "rect",
            [
                "class": kind, "x": Drawing.number(place.x), "y": Drawing.number(top),
                "width": Drawing.number(LineageGrid.boxWidth), "height": Drawing.number(LineageGrid.boxHeight),
                "rx": node.kind == "dataset" ? "22" : "6",
            ], title: node.name)
        let parts = node.name.split(separator: "/", maxSplits: 1)
        let x = Drawing.number(place.x + LineageGrid.boxWidth / 2)
        let above = [parts.count == 2 ? String(parts[0]) : nil, node.license, node.kept ? nil : "not kept"]
        drawing.add(
            "text", ["class": "muted", "x": x, "y": Drawing.number(top + 17), "text-anchor": "middle"],
            text: Self.short(above.compactMap(\.self).joined(separator: " · ")))
        drawing.add(
            "text", ["x": x, "y": Drawing.number(top + 34), "text-anchor": "middle"],
            text: Self.short(String(parts.last ?? "")))
        if isLink { drawing.close("a") }
    }

    private static func short(_ text: String) -> String {
        text.count <= lettersAtMost ? text : text.prefix(lettersAtMost - 1) + "…"
    }

    /// In the words of a sentence: `… is a quantised version of …`.
    static func words(_ relation: String) -> String {
        switch relation {
        case "adapter": "is an adapter for"
        case "merge": "is a merge with"
        case "quantized": "is a quantised version of"
        case "finetune": "was tuned from"
        case "dataset": "was trained on"
        default: "was made from"
        }
    }
}
