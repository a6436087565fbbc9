/// A page of the kept versions of a model, the newest first.
package struct VersionPage: Codable, Sendable, Hashable {
    package var model: String
    package var kind: String
    package var versions: [VersionSummary]
    /// Hand it back to get the next page; absent on the last.
    package var next: String?

    package init(model: String, kind: String, versions: [VersionSummary], next: String?) {
        self.model = model
        self.kind = kind
        self.versions = versions
        self.next = next
    }
}

/// What a file of a model is for, told from its name.
package enum ModelFileRole: String, Codable, Sendable, Hashable, CaseIterable {
    case weights, configuration, tokenizer, card, licence, code, data, other
}

/// A file of a version, as the Hub lists it or as an import brought it.
package struct ModelFile: Codable, Sendable, Hashable {
    package var path: String
    package var sizeBytes: Int64
    /// Of the bytes that are kept, or that the Hub says it is made of; nil when neither is known.
    package var sha256: String?
    /// The git blob id of a plain file.
    package var gitOid: String?
    package var role: ModelFileRole
    /// Whether its bytes are in the house.
    package var kept: Bool

    package init(
        path: String, sizeBytes: Int64, sha256: String?, gitOid: String?, role: ModelFileRole, kept: Bool
    ) {
        self.path = path
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
        self.gitOid = gitOid
        self.role = role
        self.kept = kept
    }
}

/// A page of the files of one version, by path.
package struct ModelFilePage: Codable, Sendable, Hashable {
    package var model: String
    package var kind: String
    package var commit: String
    package var quarantined: Bool
    package var files: [ModelFile]
    /// Hand it back to get the next page; absent on the last.
    package var next: String?

    package init(
        model: String, kind: String, commit: String, quarantined: Bool, files: [ModelFile], next: String?
    ) {
        self.model = model
        self.kind = kind
        self.commit = commit
        self.quarantined = quarantined
        self.files = files
        self.next = next
    }
}

/// The card of a version, taken apart.
package struct CardView: Codable, Sendable, Hashable {
    package var model: String
    package var kind: String
    package var commit: String
    /// What the card declares, key by key as written; nil when it declares nothing.
    package var frontMatter: JSONValue?
    /// The text after that, as its author wrote it: to be shown as text, or made harmless first.
    package var markdown: String
    /// Why the front matter could not be read; nil when it could, or when there is none.
    package var problem: String?
    /// Whether the card is longer than what is shown of it.
    package var truncated: Bool

    package init(
        model: String, kind: String, commit: String, frontMatter: JSONValue?, markdown: String, problem: String?,
        truncated: Bool
    ) {
        self.model = model
        self.kind = kind
        self.commit = commit
        self.frontMatter = frontMatter
        self.markdown = markdown
        self.problem = problem
        self.truncated = truncated
    }
}

/// A page of what happened to a model in this house, the newest first.
package struct ModelHistory: Codable, Sendable, Hashable {
    package struct Event: Codable, Sendable, Hashable {
        package var at: String
        /// `kept`, `quarantined`, `released`, `waived`, `reproduced`, `removed`, …
        package var event: String
        package var detail: String

        package init(at: String, event: String, detail: String) {
            self.at = at
            self.event = event
            self.detail = detail
        }
    }

    package var model: String
    package var events: [Event]
    /// Hand it back to get the next page; absent on the last.
    package var next: String?

    package init(model: String, events: [Event], next: String?) {
        self.model = model
        self.events = events
        self.next = next
    }
}
