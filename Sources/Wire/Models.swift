/// A kept model or dataset in a list.
package struct ModelSummary: Codable, Sendable, Hashable {
    package var name: String
    package var kind: String
    /// Forty digits.
    package var commit: String
    package var revision: String
    package var task: String?
    package var library: String?
    package var license: String?
    package var quantisation: String?
    package var sizeBytes: Int64
    package var files: Int
    package var downloads: Int64?
    package var likes: Int64?
    /// The Hub, folder or package it came from.
    package var source: String
    package var keptAt: String
    /// Kept apart by the gate: not run, not mirrored, not packaged, no base for others.
    package var quarantined: Bool
    /// What the gate said last; nil when it was never asked.
    package var verdict: VerdictSummary?

    package init(
        name: String, kind: String, commit: String, revision: String, task: String?, library: String?, license: String?,
        quantisation: String?, sizeBytes: Int64, files: Int, downloads: Int64?, likes: Int64?, source: String,
        keptAt: String, quarantined: Bool = false, verdict: VerdictSummary? = nil
    ) {
        self.name = name
        self.kind = kind
        self.commit = commit
        self.revision = revision
        self.task = task
        self.library = library
        self.license = license
        self.quantisation = quantisation
        self.sizeBytes = sizeBytes
        self.files = files
        self.downloads = downloads
        self.likes = likes
        self.source = source
        self.keptAt = keptAt
        self.quarantined = quarantined
        self.verdict = verdict
    }
}

/// A page of kept models and where the next one begins.
package struct ModelPage: Codable, Sendable, Hashable {
    package var models: [ModelSummary]
    /// Hand it back to get the next page; absent on the last.
    package var next: String?

    package init(models: [ModelSummary], next: String?) {
        self.models = models
        self.next = next
    }
}

/// Everything known of one kept model.
package struct ModelDetail: Codable, Sendable, Hashable {
    package var model: ModelSummary
    package var tags: [String]
    package var baseModels: [String]
    package var datasets: [String]
    /// From the headers of its weight files.
    package var architecture: String?
    package var parameters: Int64?
    package var contextLength: Int64?
    package var versions: [VersionSummary]
    package var files: [FileEntry]

    package init(
        model: ModelSummary, tags: [String], baseModels: [String], datasets: [String], architecture: String?,
        parameters: Int64?, contextLength: Int64?, versions: [VersionSummary], files: [FileEntry]
    ) {
        self.model = model
        self.tags = tags
        self.baseModels = baseModels
        self.datasets = datasets
        self.architecture = architecture
        self.parameters = parameters
        self.contextLength = contextLength
        self.versions = versions
        self.files = files
    }
}

/// One commit of a kept model.
package struct VersionSummary: Codable, Sendable, Hashable {
    package var commit: String
    package var revision: String
    package var selection: String
    package var sizeBytes: Int64
    package var files: Int
    package var source: String
    package var keptAt: String
    package var current: Bool
    /// Kept apart by the gate.
    package var quarantined: Bool
    /// What the gate said last; nil when it was never asked.
    package var verdict: VerdictSummary?

    package init(
        commit: String, revision: String, selection: String, sizeBytes: Int64, files: Int, source: String,
        keptAt: String, current: Bool, quarantined: Bool = false, verdict: VerdictSummary? = nil
    ) {
        self.commit = commit
        self.revision = revision
        self.selection = selection
        self.sizeBytes = sizeBytes
        self.files = files
        self.source = source
        self.keptAt = keptAt
        self.current = current
        self.quarantined = quarantined
        self.verdict = verdict
    }
}

/// One file of a version; `sha256` is absent when the file was not chosen.
package struct FileEntry: Codable, Sendable, Hashable {
    package var path: String
    package var sizeBytes: Int64
    package var sha256: String?
    package var gitOid: String?
    package var kept: Bool

    package init(path: String, sizeBytes: Int64, sha256: String?, gitOid: String?, kept: Bool) {
        self.path = path
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
        self.gitOid = gitOid
        self.kept = kept
    }
}
