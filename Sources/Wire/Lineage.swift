/// Where a model comes from and what was made of it, as far as this house knows.
package struct Lineage: Codable, Sendable, Hashable {
    package struct Node: Codable, Sendable, Hashable {
        package var name: String
        /// `model` or `dataset`.
        package var kind: String
        package var kept: Bool
        package var license: String?

        package init(name: String, kind: String, kept: Bool, license: String?) {
            self.name = name
            self.kind = kind
            self.kept = kept
            self.license = license
        }
    }

    package struct Edge: Codable, Sendable, Hashable {
        /// The model that was made.
        package var child: String
        /// What it was made from.
        package var parent: String
        /// `adapter`, `merge`, `quantized`, `finetune`, `base_model` when nobody says, or `dataset`.
        package var relation: String

        package init(child: String, parent: String, relation: String) {
            self.child = child
            self.parent = parent
            self.relation = relation
        }
    }

    package var model: String
    package var nodes: [Node]
    package var edges: [Edge]
    /// Whether the graph was cut at its limits of depth or number.
    package var isPartial: Bool

    package init(model: String, nodes: [Node], edges: [Edge], isPartial: Bool) {
        self.model = model
        self.nodes = nodes
        self.edges = edges
        self.isPartial = isPartial
    }
}
