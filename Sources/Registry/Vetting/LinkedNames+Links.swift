package import Scoring

extension LinkedNames {
    /// What the facts so far link, as the metrics will see it.
    package init(from facts: Facts) {
        let links = Links(from: facts)
        self.init(
            datasets: links.datasets, code: links.code,
            parents: links.parents.map { Parent(name: $0.name, relation: $0.relation) })
    }
}
