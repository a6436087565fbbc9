package import Domain
package import Wire

/// The branches and tags of a repository.
package struct RepositoryRefs: Hashable, Sendable {
    /// One branch, tag, conversion or pull request.
    package struct Reference: Hashable, Sendable {
        /// `main`.
        package var name: String
        /// `refs/heads/main`.
        package var ref: String
        package var commit: GitObjectID

        package init(name: String, ref: String, commit: GitObjectID) {
            self.name = name
            self.ref = ref
            self.commit = commit
        }
    }

    package var branches: [Reference] = []
    package var tags: [Reference] = []
    /// What the Hub converted itself: `refs/convert/parquet`.
    package var converts: [Reference] = []
    package var pullRequests: [Reference] = []

    /// No references.
    package init() {}

    /// Reads an answer; an entry without a name or a commit is left out.
    package init(json: JSONValue) {
        branches = Self.references(json["branches"])
        tags = Self.references(json["tags"])
        converts = Self.references(json["converts"])
        pullRequests = Self.references(json["pullRequests"])
    }

    private static func references(_ json: JSONValue?) -> [Reference] {
        (json?.array ?? []).compactMap { entry in
            guard let name = entry["name"]?.string ?? entry["ref"]?.string,
                let commit = (entry["targetCommit"] ?? entry["targetOid"])?.string.flatMap({ GitObjectID($0) })
            else { return nil }
            return Reference(name: name, ref: entry["ref"]?.string ?? name, commit: commit)
        }
    }
}
