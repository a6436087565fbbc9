import Domain
import FoundationEssentials

extension HubQuery {
    /// Whether a repository is among those looked for.
    package func matches(_ row: RepositorySummary) -> Bool {
        let query = canonical(for: row.id.kind)
        if let search = query.search, !row.id.path.lowercased().contains(search.lowercased()) { return false }
        if let author = query.author, (row.author ?? "").lowercased() != author.lowercased() { return false }
        if let task = query.task, row.task != task { return false }
        if let gated = query.gated, gated != (row.gate != .open) { return false }
        guard !query.tags.isEmpty else { return true }
        var known = Set(row.tags.map { $0.lowercased() })
        if let library = row.libraryName { known.insert(library.lowercased()) }
        if let task = row.task { known.insert(task.lowercased()) }
        return query.tags.allSatisfy { known.contains($0.lowercased()) }
    }

    /// The rows that match, in the order asked for; without one the most downloaded first. Names decide between equals.
    package func select(from rows: [RepositorySummary]) -> [RepositorySummary] {
        let key = Self.key(sort ?? .downloads)
        let isAscending = sort != nil && direction == .ascending
        return rows.filter(matches).sorted { left, right in
            let (a, b) = (key(left), key(right))
            return a == b ? left.id < right.id : (a < b) == isAscending
        }
    }

    private static func key(_ sort: Sort) -> (RepositorySummary) -> Double {
        switch sort {
        case .downloads: { Double($0.downloads ?? 0) }
        case .likes: { Double($0.likes ?? 0) }
        case .trendingScore: { $0.trendingScore ?? 0 }
        case .lastModified: { $0.lastModified?.timeIntervalSince1970 ?? 0 }
        case .createdAt: { $0.createdAt?.timeIntervalSince1970 ?? 0 }
        }
    }
}
