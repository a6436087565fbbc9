package import FoundationEssentials
package import Wire

/// Everything the metrics look at, captured once: scoring is a pure function of this, so that a saved copy replays exactly.
package struct Facts: Codable, Sendable, Hashable {
    /// `org/name`.
    package var model: String
    /// `model` or `dataset`.
    package var kind: String
    /// Forty digits.
    package var commit: String
    /// The Hub that was asked.
    package var source: String
    /// The clock of every score.
    package var asOf: Date
    /// `GET /api/models/{id}/revision/{rev}` as the Hub answered.
    package var info: Captured<JSONValue>
    /// Newest first.
    package var commits: Captured<[CommitFact]>
    package var files: Captured<[FileFact]>
    /// The text of small files by path: README.md, LICENSE*, *.json, *.yaml, *.py, *.txt, … (bounded).
    package var texts: [String: Captured<String>]
    /// What the headers of weight files say, by path.
    package var headers: [String: Captured<HeaderFact>]
    /// The data sets it declares.
    package var datasets: [DatasetFact]
    /// The code repositories it links.
    package var code: [CodeFact]
    /// The models it was made from.
    package var parents: [ParentFact]
    /// Whether the owner is an organisation; unavailable when the Hub does not say.
    package var owner: Captured<OwnerFact>
    /// What became of the card's example when it was run; nil when nobody ran it.
    package var execution: Captured<ExecutionFact>?

    package init(
        model: String, kind: String, commit: String, source: String, asOf: Date, info: Captured<JSONValue>,
        commits: Captured<[CommitFact]>, files: Captured<[FileFact]>, texts: [String: Captured<String>] = [:],
        headers: [String: Captured<HeaderFact>] = [:], datasets: [DatasetFact] = [], code: [CodeFact] = [],
        parents: [ParentFact] = [], owner: Captured<OwnerFact> = .unavailable("not asked"),
        execution: Captured<ExecutionFact>? = nil
    ) {
        self.model = model
        self.kind = kind
        self.commit = commit
        self.source = source
        self.asOf = asOf
        self.info = info
        self.commits = commits
        self.files = files
        self.texts = texts
        self.headers = headers
        self.datasets = datasets
        self.code = code
        self.parents = parents
        self.owner = owner
        self.execution = execution
    }
}

/// A commit of the Hub's repository.
package struct CommitFact: Codable, Sendable, Hashable {
    package var id: String
    package var authors: [String]
    package var title: String
    package var date: Date?

    package init(id: String, authors: [String], title: String, date: Date?) {
        self.id = id
        self.authors = authors
        self.title = title
        self.date = date
    }
}

/// A file at the commit.
package struct FileFact: Codable, Sendable, Hashable {
    package var path: String
    /// Bytes.
    package var size: Int64
    /// Hexadecimal SHA-256 or git blob id.
    package var identity: String

    package init(path: String, size: Int64, identity: String) {
        self.path = path
        self.size = size
        self.identity = identity
    }
}

/// What the header of a weight file says.
package struct HeaderFact: Codable, Sendable, Hashable {
    /// `gguf` or `safetensors`.
    package var format: String
    package var license: String?
    package var architecture: String?
    package var parameters: Int64?
    package var chatTemplate: String?
    /// `general.base_model.*` of GGUF, `base_model` of safetensors metadata.
    package var baseModels: [String]

    package init(
        format: String, license: String? = nil, architecture: String? = nil, parameters: Int64? = nil,
        chatTemplate: String? = nil, baseModels: [String] = []
    ) {
        self.format = format
        self.license = license
        self.architecture = architecture
        self.parameters = parameters
        self.chatTemplate = chatTemplate
        self.baseModels = baseModels
    }
}

/// Who owns the repository.
package struct OwnerFact: Codable, Sendable, Hashable {
    package var isOrganisation: Bool
    package var isVerified: Bool

    package init(isOrganisation: Bool, isVerified: Bool) {
        self.isOrganisation = isOrganisation
        self.isVerified = isVerified
    }
}
