package import Domain

/// One page of a search.
package struct HubPage: Hashable, Sendable {
    package let rows: [RepositorySummary]
    /// Nil on the last page.
    package let next: HubCursor?

    package init(rows: [RepositorySummary], next: HubCursor?) {
        self.rows = rows
        self.next = next
    }
}

/// Where a search goes on. Opaque: only the Hub that gave it can read it, and it checks it again.
package struct HubCursor: Hashable, Sendable {
    package let kind: RepositoryKind
    /// What `HubReading.page(at:)` reads; may be shown in an address, never taken for one.
    package let text: String

    package init(kind: RepositoryKind, text: String) {
        self.kind = kind
        self.text = text
    }
}
