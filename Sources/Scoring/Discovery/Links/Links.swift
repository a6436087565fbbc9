/// What a model's card, tags, configuration and headers link: pure, bounded, and in an order that depends on nothing
/// else, so that capturing and scoring see the same.
package struct Links: Sendable, Hashable {
    /// A model this one was made from.
    package struct Parent: Sendable, Hashable {
        /// `org/name` on a Hub.
        package var name: String
        /// `adapter`, `merge`, `quantized`, `finetune`; nil when nobody says.
        package var relation: String?
        /// Where it is said: `README.md base_model`, `adapter_config.json`, …
        package var source: String

        package init(name: String, relation: String?, source: String) {
            self.name = name
            self.relation = relation
            self.source = source
        }
    }

    /// Names of data sets on a Hub, as declared.
    package var datasets: [String] = []
    /// Code repositories, `https://github.com/org/name`, the likeliest to be the model's own first.
    package var code: [String] = []
    package var parents: [Parent] = []
    /// Papers: arXiv numbers, and addresses of others.
    package var papers: [String] = []
    /// Demonstrations and notebooks.
    package var demos: [String] = []

    package static let maximumDatasets = 5
    package static let maximumCode = 3
    package static let maximumParents = 8
    package static let maximumPapers = 20
    package static let maximumDemos = 20

    /// What the facts link. The lists of linked things in the facts are not looked at: they are made from this.
    package init(from facts: Facts) {
        self = Reading(facts).links
    }

    /// Nothing.
    init() {}

    init(_ reading: Reading) {
        let addresses = CardAddresses(reading)
        datasets = Self.datasets(reading, addresses)
        code = Self.code(reading, addresses)
        parents = Self.parents(reading)
        papers = Self.papers(reading, addresses)
        demos = Self.demos(addresses)
    }

    /// Each once, whatever its capitals, at most so many.
    static func unique(_ names: [String], limit: Int) -> [String] {
        var seen: Set<String> = []
        return Array(names.filter { seen.insert($0.lowercased()).inserted }.prefix(limit))
    }
}
