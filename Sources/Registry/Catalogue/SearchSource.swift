import Storage

/// Where a search begins: the table whose order or index leaves the least to look at.
struct SearchSource {
    let tables: SQL
    let conditions: [SQL]
    /// The id of the model, in the table that gives the order.
    let id: SQL

    init(_ query: ModelQuery, text: FullTextQuery?, in catalogue: Catalogue) {
        let (texts, names) = (catalogue.texts, catalogue.names)
        if text != nil {
            tables = "\(texts.table) JOIN models m ON m.id = \(texts.id)"
            conditions = []
            id = texts.id
        } else if let piece = query.nameContains {
            tables = "\(names.table) JOIN models m ON m.id = \(names.id)"
            conditions = [names.contains(piece)]
            id = names.id
        } else if let tag = query.tags.first, query.order ?? .recent == .recent {
            // The index of tags is in the order of ids: a rare tag ends soon, a common one is not sorted.
            tables = "model_tags first CROSS JOIN models m"
            conditions = ["first.tag = \(tag)", "m.id = first.model_id"]
            id = "first.model_id"
        } else {
            tables = "models m"
            conditions = []
            id = "m.id"
        }
    }
}
