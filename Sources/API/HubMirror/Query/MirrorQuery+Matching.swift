import Domain
import FoundationEssentials
extension MirrorQuery {
    /// Whether a repository meets every condition: for catalogues that have no index to ask.
    package func accepts(_ row: MirrorSummary) -> Bool {
        let path = row.id.path.lowercased()
        let tags = Set(row.tags + [row.pipelineTag, row.libraryName].compactMap { $0 })
        return search.allSatisfy { path.contains($0.lowercased()) }
            && (author.map { $0.lowercased() == row.id.namespace?.lowercased() } ?? true)
            && filters.allSatisfy(tags.contains)
            && libraries.allSatisfy(tags.contains)
            && (pipelineTags.isEmpty || row.pipelineTag.map(pipelineTags.contains) ?? false)
            && (isGated.map { $0 == (row.gate != .none) } ?? true)
            && (parameterCount.map { range in row.parameterCount.map(range.contains) ?? false } ?? true)
    }

    /// Whether one repository comes before another; what is unknown comes last, equals stand by name.
    package func areInOrder(_ left: MirrorSummary, _ right: MirrorSummary) -> Bool {
        guard let order else { return left.id < right.id }
        let (first, second) = (order.value(of: left), order.value(of: right))
        guard first != second else { return left.id < right.id }
        guard let first else { return false }
        guard let second else { return true }
        return isAscending ? first < second : first > second
    }
}

extension MirrorQuery.Order {
    fileprivate func value(of row: MirrorSummary) -> Double? {
        switch self {
        case .downloads: row.downloads.map(Double.init)
        case .likes: row.likes.map(Double.init)
        case .lastModified: row.lastModified.timeIntervalSince1970
        case .createdAt: row.createdAt.timeIntervalSince1970
        }
    }
}
