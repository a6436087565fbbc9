/// What a list is asked for. Every condition must hold.
package struct MirrorQuery: Hashable, Sendable {
    /// What a list can be ordered by, spelt as on the wire. What trends is known to the Hub alone.
    package enum Order: String, Hashable, Sendable, CaseIterable {
        case downloads
        case likes
        case lastModified
        case createdAt
    }

    /// Each a part of the id, whatever the case.
    package var search: [String] = []
    package var author: String?
    /// Tags, all of which must be there: `gguf`, `license:mit`.
    package var filters: [String] = []
    /// Any of these.
    package var pipelineTags: [String] = []
    package var libraries: [String] = []
    package var isGated: Bool?
    package var parameterCount: ClosedRange<Int64>?
    /// Nil leaves the order to the catalogue.
    package var order: Order?
    package var isAscending = false
    /// Rows on one page.
    package var limit = MirrorQuery.limitMax
    /// What `MirrorPage.next` said before.
    package var cursor: String?
    package var fields = MirrorFields.row

    package static let limitMax = 1000

    package init() {}

    /// Whether rows need the names of their files.
    package var needsFiles: Bool { fields.names.contains(.siblings) || fields.names.contains(.usedStorage) }
}
