package import Domain
package import FoundationEssentials
package import Wire

/// One commit of a repository's history.
package struct RepositoryCommit: Hashable, Sendable {
    package var id: GitObjectID
    package var title: String
    package var message: String
    /// The users named as authors.
    package var authors: [String]
    package var date: Date?

    package init(id: GitObjectID, title: String, message: String, authors: [String], date: Date?) {
        self.id = id
        self.title = title
        self.message = message
        self.authors = authors
        self.date = date
    }

    /// Reads an entry; nil without a commit id.
    package init?(json: JSONValue) {
        guard let id = json["id"]?.string.flatMap({ GitObjectID($0) }) else { return nil }
        self.init(
            id: id, title: json["title"]?.string ?? "", message: json["message"]?.string ?? "",
            authors: json["authors"]?.array?.compactMap { $0["user"]?.string } ?? [],
            date: json["date"]?.string.flatMap(Timestamp.parse))
    }
}
