import Domain
import Registry
import Wire

/// Base models and data sets, and what was made of this model, as a picture and as a table.
struct LineageTab: Sendable {
    struct Named: Sendable {
        let label: String
        let address: String?
        let license: String?
        let isKept: Bool
    }

    struct Edge: Sendable {
        let child: Named
        let relation: String
        let parent: Named
    }

    let picture: Markup?
    let left: String?
    let isPartial: Bool
    let edges: [Edge]
    let hasEdges: Bool

    init(_ sight: ModelSight, _ services: ModelServices) async throws {
        let lineage = try await services.catalogue.lineage(of: sight.repository)
        let drawing = LineageDrawing(lineage)
        picture = drawing.draw(title: "Where \(lineage.model) comes from, and what was made of it")
        left = drawing.left > 0 ? Words.count(drawing.left, "further node") : nil
        isPartial = lineage.isPartial
        let nodes = Dictionary(lineage.nodes.map { ($0.name, $0) }) { first, _ in first }
        edges = lineage.edges.map { edge in
            Edge(
                child: Self.named(edge.child, nodes, of: lineage.model),
                relation: LineageDrawing.words(edge.relation),
                parent: Self.named(edge.parent, nodes, of: lineage.model))
        }
        hasEdges = !edges.isEmpty
    }

    private static func named(_ name: String, _ nodes: [String: Lineage.Node], of model: String) -> Named {
        let node = nodes[name]
        let isKept = node?.kept ?? false
        let query = node?.kind == RepositoryKind.dataset.rawValue ? "?kind=dataset" : ""
        return Named(
            label: name, address: isKept && name != model ? PagePaths.model(name) + query : nil, license: node?.license,
            isKept: isKept)
    }
}
