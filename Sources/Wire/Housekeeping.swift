/// What the store holds and what sharing saves.
package struct DiskReport: Codable, Sendable, Hashable {
    package var blobs: Int
    package var blobBytes: Int64
    /// Bytes that some version refers to.
    package var referencedBytes: Int64
    /// Bytes that nothing refers to: what `prune` would free.
    package var unreferencedBytes: Int64
    /// Bytes of unfinished downloads.
    package var partialBytes: Int64
    /// What all versions would take without sharing.
    package var logicalBytes: Int64
    package var savedBytes: Int64
    package var freeBytes: Int64
    package var models: Int
    package var versions: Int

    package init(
        blobs: Int, blobBytes: Int64, referencedBytes: Int64, unreferencedBytes: Int64, partialBytes: Int64,
        logicalBytes: Int64, freeBytes: Int64, models: Int, versions: Int
    ) {
        self.blobs = blobs
        self.blobBytes = blobBytes
        self.referencedBytes = referencedBytes
        self.unreferencedBytes = unreferencedBytes
        self.partialBytes = partialBytes
        self.logicalBytes = logicalBytes
        savedBytes = max(0, logicalBytes - referencedBytes)
        self.freeBytes = freeBytes
        self.models = models
        self.versions = versions
    }
}

/// One blob that is not what its name says, and who needs it.
package struct DamagedBlob: Codable, Sendable, Hashable {
    package var sha256: String
    /// `damaged`, `missing` or `unreadable`.
    package var state: String
    package var detail: String
    /// `org/name@1234567 path` of every file that shows these bytes.
    package var usedBy: [String]

    package init(sha256: String, state: String, detail: String, usedBy: [String]) {
        self.sha256 = sha256
        self.state = state
        self.detail = detail
        self.usedBy = usedBy
    }
}

/// The outcome of re-hashing blobs.
package struct VerifyReport: Codable, Sendable, Hashable {
    package var checked: Int
    package var bytes: Int64
    package var damaged: [DamagedBlob]

    package init(checked: Int, bytes: Int64, damaged: [DamagedBlob]) {
        self.checked = checked
        self.bytes = bytes
        self.damaged = damaged
    }
}

/// What was removed, or would be.
package struct PruneReport: Codable, Sendable, Hashable {
    package var dryRun: Bool
    package var blobs: Int
    package var freedBytes: Int64
    package var abandonedDownloads: Int

    package init(dryRun: Bool, blobs: Int, freedBytes: Int64, abandonedDownloads: Int) {
        self.dryRun = dryRun
        self.blobs = blobs
        self.freedBytes = freedBytes
        self.abandonedDownloads = abandonedDownloads
    }
}

/// What `rm` took away.
package struct RemoveReport: Codable, Sendable, Hashable {
    package var removed: [String]
    package var freedBytes: Int64
    /// Bytes that stay because another version shows them too.
    package var sharedBytes: Int64

    package init(removed: [String], freedBytes: Int64, sharedBytes: Int64) {
        self.removed = removed
        self.freedBytes = freedBytes
        self.sharedBytes = sharedBytes
    }
}

/// What a pull or an import brought.
package struct PullReport: Codable, Sendable, Hashable {
    package var name: String
    package var kind: String
    package var commit: String
    package var files: Int
    package var sizeBytes: Int64
    /// What really came over the line; zero when nothing had changed.
    package var fetchedBytes: Int64
    package var unchanged: Bool
    /// Why these files and not others.
    package var selection: String
    /// What the gate said; nil when it was not asked, because nothing had changed.
    package var verdict: VerdictSummary?

    package init(
        name: String, kind: String, commit: String, files: Int, sizeBytes: Int64, fetchedBytes: Int64, unchanged: Bool,
        selection: String, verdict: VerdictSummary? = nil
    ) {
        self.verdict = verdict
        self.name = name
        self.kind = kind
        self.commit = commit
        self.files = files
        self.sizeBytes = sizeBytes
        self.fetchedBytes = fetchedBytes
        self.unchanged = unchanged
        self.selection = selection
    }
}

/// What one import brought.
package struct ImportReport: Codable, Sendable, Hashable {
    package var name: String
    package var kind: String
    package var commit: String
    package var files: Int
    package var sizeBytes: Int64
    /// How the bytes came: `2 reflinked, 1 copied`.
    package var how: String
    /// What the gate said; nil when it was not asked, because the very same was kept already or nothing was to be kept.
    package var verdict: VerdictSummary?
    /// Why nothing of it was kept: every rule that stands in the way, a line each. Nil when it was kept.
    package var refusal: String?

    package init(
        name: String, kind: String, commit: String, files: Int, sizeBytes: Int64, how: String,
        verdict: VerdictSummary? = nil, refusal: String? = nil
    ) {
        self.verdict = verdict
        self.refusal = refusal
        self.name = name
        self.kind = kind
        self.commit = commit
        self.files = files
        self.sizeBytes = sizeBytes
        self.how = how
    }
}

/// A package that was written.
package struct ExportReport: Codable, Sendable, Hashable {
    package var path: String
    package var name: String
    package var commit: String
    package var files: Int
    package var sizeBytes: Int64

    package init(path: String, name: String, commit: String, files: Int, sizeBytes: Int64) {
        self.path = path
        self.name = name
        self.commit = commit
        self.files = files
        self.sizeBytes = sizeBytes
    }
}

/// What a pull would do.
package struct PullPreview: Codable, Sendable, Hashable {
    package struct File: Codable, Sendable, Hashable {
        package var path: String
        package var sizeBytes: Int64
        package var wanted: Bool
        /// Its bytes are in the store already.
        package var kept: Bool

        package init(path: String, sizeBytes: Int64, wanted: Bool, kept: Bool) {
            self.path = path
            self.sizeBytes = sizeBytes
            self.wanted = wanted
            self.kept = kept
        }
    }

    package var name: String
    package var commit: String
    package var hub: String
    package var selection: String
    package var missingBytes: Int64
    package var files: [File]

    package init(name: String, commit: String, hub: String, selection: String, missingBytes: Int64, files: [File]) {
        self.name = name
        self.commit = commit
        self.hub = hub
        self.selection = selection
        self.missingBytes = missingBytes
        self.files = files
    }
}

/// What `doctor` found.
package struct DoctorReport: Codable, Sendable, Hashable {
    package struct Check: Codable, Sendable, Hashable {
        package var name: String
        /// `ok`, `missing` (needed) or `note` (good to have).
        package var state: String
        package var detail: String
        package var remedy: String?

        package init(name: String, state: String, detail: String, remedy: String? = nil) {
            self.name = name
            self.state = state
            self.detail = detail
            self.remedy = remedy
        }
    }

    package var version: String
    package var checks: [Check]

    package init(version: String, checks: [Check]) {
        self.version = version
        self.checks = checks
    }
}
