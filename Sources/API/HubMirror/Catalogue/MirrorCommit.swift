package import Domain
package import FoundationEssentials

/// One change of a repository.
package struct MirrorCommit: Hashable, Sendable {
    package let id: GitObjectID
    package let title: String
    package let message: String
    package let authors: [String]
    package let date: Date

    package init(id: GitObjectID, title: String, message: String = "", authors: [String] = [], date: Date) {
        self.id = id
        self.title = title
        self.message = message
        self.authors = authors
        self.date = date
    }
}
