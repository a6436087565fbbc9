package import Domain

/// Several catalogues as one. What an earlier one has hides the same name in a later one.
package struct UnionCatalogue: MirrorCatalogue {
    private let shelves: [any MirrorCatalogue]

    package init(_ shelves: [any MirrorCatalogue]) { self.shelves = shelves }

    /// The pages of the first, then those of the next: the order holds within each.
    package func list(_ query: MirrorQuery, kind: RepositoryKind) async throws -> MirrorPage {
        var query = query
        var rows: [MirrorPage.Row] = []
        var (shelf, inner) = try position(query.cursor)
        let limit = query.limit
        while shelf < shelves.count, rows.count < limit {
            query.cursor = inner
            query.limit = limit - rows.count
            let page = try await shelves[shelf].list(query, kind: kind)
            for row in page.rows where try await !isHidden(row.summary.id, before: shelf) { rows.append(row) }
            inner = page.next
            if inner == nil { shelf += 1 }
        }
        return MirrorPage(rows: rows, next: shelf < shelves.count ? "\(shelf).\(inner ?? "")" : nil)
    }

    /// From the first that has it. A revision that one lacks may be in the next.
    package func repository(_ id: RepositoryID, revision: Revision?) async throws -> MirrorRepository? {
        var missing: MirrorError?
        for (index, shelf) in shelves.enumerated() {
            do {
                if var found = try await shelf.repository(id, revision: revision) {
                    found.shelf = index
                    return found
                }
            } catch let error as MirrorError {
                guard case .revisionNotFound = error else { throw error }
                missing = missing ?? error
            }
        }
        if let missing { throw missing }
        return nil
    }

    package func content(of file: MirrorFile, in repository: MirrorRepository) async throws -> any RangedContent {
        try await shelves[repository.shelf].content(of: file, in: repository)
    }

    private func isHidden(_ id: RepositoryID, before shelf: Int) async throws -> Bool {
        for earlier in shelves[..<shelf] where try await earlier.repository(id, revision: nil) != nil { return true }
        return false
    }

    /// `<shelf>.<its own cursor>`
    private func position(_ cursor: String?) throws(MirrorError) -> (shelf: Int, inner: String?) {
        guard let cursor else { return (0, nil) }
        let parts = cursor.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let shelf = Int(parts[0]), shelves.indices.contains(shelf) else {
            throw .badRequest("invalid cursor")
        }
        return (shelf, parts[1].isEmpty ? nil : String(parts[1]))
    }
}
