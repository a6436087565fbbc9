package import Domain
import Storage
package import Wire

extension Catalogue {
    private static let lineageDepth = 8
    private static let lineageNodes = 500

    /// What a kept model was made from, and what kept models were made of it: from the tags of what is kept.
    package func lineage(of repository: RepositoryID) async throws -> Lineage {
        try await database.read { session in
            guard try tags(of: repository.path, repository.kind, session) != nil else {
                throw RegistryError.notKept(repository.path)
            }
            var graph = LineageGraph()
            // Upwards through parents, level by level; a name seen before is not looked at again.
            var level = [repository.path]
            var seen: Set<String> = [repository.path]
            for _ in 0..<Self.lineageDepth where !level.isEmpty {
                var next: [String] = []
                for name in level {
                    let kind: RepositoryKind = name == repository.path ? repository.kind : .model
                    for edge in LineageGraph.edges(of: name, tags: try tags(of: name, kind, session) ?? []) {
                        graph.edges.append(edge)
                        guard edge.relation != "dataset", seen.insert(edge.parent).inserted else { continue }
                        next.append(edge.parent)
                    }
                }
                level = next
                graph.isPartial = graph.isPartial || graph.edges.count > Self.lineageNodes
                if graph.isPartial { break }
            }
            graph.isPartial = graph.isPartial || !level.isEmpty
            try addChildren(of: repository, to: &graph, session)
            return try described(graph, from: repository, session)
        }
    }

    private func tags(
        of name: String, _ kind: RepositoryKind, _ session: any DatabaseSession
    ) throws -> [String]? {
        let row = try session.first(
            """
            SELECT tags FROM models WHERE kind = \(kind.rawValue) AND name = \(name) AND current_version IS NOT NULL
            """)
        return try row.map { try WireJSON.decode([String].self, from: try $0.text("tags")) }
    }

    private func addChildren(
        of repository: RepositoryID, to graph: inout LineageGraph, _ session: any DatabaseSession
    ) throws {
        let wanted = Self.childTags(of: repository.path, kind: repository.kind)
        let rows = try session.rows(
            """
            SELECT t.tag, m.name FROM model_tags t JOIN models m ON m.id = t.model_id
            WHERE t.tag IN \(list: wanted) AND m.current_version IS NOT NULL ORDER BY m.name, t.tag DESC
            LIMIT \(Self.lineageNodes)
            """)
        for row in rows {
            let child = try row.text("name")
            let edges = LineageGraph.edges(of: child, tags: [try row.text("tag")])
            for edge in edges where !graph.edges.contains(where: { $0.child == child && $0.parent == edge.parent }) {
                graph.edges.append(edge)
            }
        }
        graph.isPartial = graph.isPartial || rows.count == Self.lineageNodes
    }

    /// The tags of what was made from a model, or with a data set.
    static func childTags(of name: String, kind: RepositoryKind) -> [String] {
        guard kind != .dataset else { return ["dataset:\(name)"] }
        return ["", "adapter:", "merge:", "quantized:", "finetune:"].map { "base_model:\($0)\(name)" }
    }

    private func described(
        _ graph: LineageGraph, from repository: RepositoryID, _ session: any DatabaseSession
    ) throws -> Lineage {
        var kinds = [repository.path: repository.kind]
        for edge in graph.edges {
            kinds[edge.child] = kinds[edge.child] ?? .model
            kinds[edge.parent] = kinds[edge.parent] ?? (edge.relation == "dataset" ? .dataset : .model)
        }
        let nodes = try kinds.sorted { $0.key < $1.key }.map { name, kind in
            let row = try session.first(
                """
                SELECT license FROM models WHERE kind = \(kind.rawValue) AND name = \(name)
                AND current_version IS NOT NULL
                """)
            return Lineage.Node(
                name: name, kind: kind.rawValue, kept: row != nil, license: try row?.optionalText("license"))
        }
        return Lineage(model: repository.path, nodes: nodes, edges: graph.edges, isPartial: graph.isPartial)
    }
}

/// The edges found so far.
private struct LineageGraph {
    var edges: [Lineage.Edge] = []
    var isPartial = false

    /// What the tags of a model say it was made from: `base_model:org/name`, `base_model:quantized:org/name`, `dataset:name`.
    static func edges(of child: String, tags: [String]) -> [Lineage.Edge] {
        var relations: [String: String] = [:]
        var order: [String] = []
        for tag in tags {
            let parts = tag.split(separator: ":", maxSplits: 2).map(String.init)
            guard parts.count >= 2, parts[0] == "base_model" || parts[0] == "dataset" else { continue }
            let parent = parts.last ?? ""
            guard !parent.isEmpty, parent != child else { continue }
            if relations[parent] == nil { order.append(parent) }
            let said = parts[0] == "dataset" ? "dataset" : parts.count == 3 ? parts[1] : nil
            relations[parent] = said ?? relations[parent] ?? "base_model"
        }
        return order.map { Lineage.Edge(child: child, parent: $0, relation: relations[$0] ?? "base_model") }
    }
}
