package import FoundationEssentials
package import Wire

/// A data set that the model declares.
package struct DatasetFact: Codable, Sendable, Hashable {
    package var name: String
    /// What the Hub says of it.
    package var info: Captured<JSONValue>
    /// Its README.
    package var card: Captured<String>

    package init(name: String, info: Captured<JSONValue>, card: Captured<String>) {
        self.name = name
        self.info = info
        self.card = card
    }
}

/// A model this one was made from.
package struct ParentFact: Codable, Sendable, Hashable {
    package var name: String
    /// `adapter`, `merge`, `quantized`, `finetune`; nil when nobody says.
    package var relation: String?
    package var info: Captured<JSONValue>
    package var card: Captured<String>
    /// Its net score, when this house has assessed it.
    package var netScore: Captured<Double>

    package init(
        name: String, relation: String?, info: Captured<JSONValue>, card: Captured<String>,
        netScore: Captured<Double>
    ) {
        self.name = name
        self.relation = relation
        self.info = info
        self.card = card
        self.netScore = netScore
    }
}

/// A code repository the model links.
package struct CodeFact: Codable, Sendable, Hashable {
    /// As linked: `https://github.com/org/name`.
    package var url: String
    /// Every path at the head of the default branch, with sizes.
    package var files: Captured<[FileFact]>
    /// Small files by path: README, LICENSE, CI, manifests, linters' settings, `train*.py` (bounded).
    package var texts: [String: Captured<String>]
    /// Newest first, at most 50,000.
    package var history: Captured<[CodeCommit]>
    /// Whether `history` was cut short.
    package var historyIsPartial: Bool
    package var tags: Captured<[TagFact]>

    package init(
        url: String, files: Captured<[FileFact]>, texts: [String: Captured<String>] = [:],
        history: Captured<[CodeCommit]>, historyIsPartial: Bool = false, tags: Captured<[TagFact]>
    ) {
        self.url = url
        self.files = files
        self.texts = texts
        self.history = history
        self.historyIsPartial = historyIsPartial
        self.tags = tags
    }
}

/// A commit of a code repository, as `git log --raw -M100%` tells it.
package struct CodeCommit: Codable, Sendable, Hashable {
    package enum Change: Codable, Sendable, Hashable {
        case added(String)
        case modified(String)
        case deleted(String)
        case renamed(from: String, to: String)
    }

    package var id: String
    package var authorName: String
    package var authorEmail: String
    package var date: Date
    package var title: String
    package var isMerge: Bool
    package var changes: [Change]
    /// The ids of its parents, first parent first; nil when it was not captured.
    package var parents: [String]?

    package init(
        id: String, authorName: String, authorEmail: String, date: Date, title: String, isMerge: Bool,
        changes: [Change], parents: [String]? = nil
    ) {
        self.id = id
        self.authorName = authorName
        self.authorEmail = authorEmail
        self.date = date
        self.title = title
        self.isMerge = isMerge
        self.changes = changes
        self.parents = parents
    }
}

/// A release or tag.
package struct TagFact: Codable, Sendable, Hashable {
    package var name: String
    package var date: Date?

    package init(name: String, date: Date?) {
        self.name = name
        self.date = date
    }
}
