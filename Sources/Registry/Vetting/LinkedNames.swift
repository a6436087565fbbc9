package import Scoring

/// What a model says it was made with, read out of its card, tags, configuration and headers. Everything is a claim.
package struct LinkedNames: Hashable, Sendable {
    /// A model this one was made from.
    package struct Parent: Hashable, Sendable {
        package var name: String
        /// `adapter`, `merge`, `quantized`, `finetune`; nil when nobody says.
        package var relation: String?

        package init(name: String, relation: String?) {
            self.name = name
            self.relation = relation
        }
    }

    /// Names of data sets, the most certain first.
    package var datasets: [String]
    /// Addresses of code repositories, the most certain first.
    package var code: [String]
    package var parents: [Parent]

    package init(datasets: [String] = [], code: [String] = [], parents: [Parent] = []) {
        self.datasets = datasets
        self.code = code
        self.parents = parents
    }
}

/// Reads the links out of what is captured so far: info, files, texts and headers are there, the linked things are not.
package typealias LinkDiscovery = @Sendable (_ facts: Facts) -> LinkedNames
