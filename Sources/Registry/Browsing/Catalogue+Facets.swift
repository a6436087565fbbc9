import Storage

/// A column of models that lists are narrowed by.
package enum ModelFacet: String, Sendable, Hashable, CaseIterable {
    case task
    case library
    case license
}

extension Catalogue {
    /// Most values of a column that are offered.
    private static let facetsAtMost: Int64 = 200

    /// The values a column has, in their order: one look into its index for each, and not one for each model.
    package func values(of facet: ModelFacet) async throws -> [String] {
        let column = SQL(raw: facet.rawValue)
        let rows = try await database.read { session in
            try session.rows(
                """
                WITH RECURSIVE found(value) AS (
                    SELECT min(\(column)) FROM models
                    UNION ALL SELECT (SELECT min(\(column)) FROM models WHERE \(column) > found.value)
                    FROM found WHERE found.value IS NOT NULL)
                SELECT value FROM found WHERE value IS NOT NULL LIMIT \(Self.facetsAtMost)
                """)
        }
        return try rows.map { try $0.text("value") }
    }
}
