package import Domain

/// The names and the past of a repository.
package struct MirrorHistory: Sendable {
    /// A branch or a tag and the commit it stands for.
    package struct Reference: Hashable, Sendable {
        package let name: Revision
        package let commit: GitObjectID

        package init(name: Revision, commit: GitObjectID) {
            self.name = name
            self.commit = commit
        }
    }

    package let branches: [Reference]
    package let tags: [Reference]
    /// From the commit at hand backwards.
    package let commits: [MirrorCommit]

    package init(branches: [Reference], tags: [Reference] = [], commits: [MirrorCommit]) {
        self.branches = branches
        self.tags = tags
        self.commits = commits
    }

    /// The commit a revision means: a branch, a tag, a full `refs/…` name, a commit or at least seven digits of one.
    ///
    /// Nil when nothing answers to it, or more than one commit begins with the digits.
    package func commit(for revision: Revision) -> GitObjectID? {
        let name = revision.name
        let named =
            branches.first { $0.name == revision || "refs/heads/\($0.name)" == name }
            ?? tags.first { $0.name == revision || "refs/tags/\($0.name)" == name }
        if let named { return named.commit }
        guard name.utf8.count >= 7 else { return nil }
        let known = Set(commits.map(\.id) + branches.map(\.commit) + tags.map(\.commit))
        let matching = known.filter { $0.hex.hasPrefix(name.lowercased()) }
        return matching.count == 1 ? matching.first : nil
    }
}
