/// What became of converting a kept model.
package struct ConversionReport: Codable, Sendable, Hashable {
    /// Under which name the result is kept.
    package var model: String
    package var commit: String
    /// What it was made of.
    package var base: String
    package var baseCommit: String
    package var file: String
    /// What its matrices are stored as: `Q8_0`.
    package var quantisation: String
    package var sizeBytes: Int64
    package var sha256: String
    /// It was kept before, and nothing was done.
    package var unchanged: Bool
    package var verdict: VerdictSummary?

    package init(
        model: String, commit: String, base: String, baseCommit: String, file: String, quantisation: String,
        sizeBytes: Int64, sha256: String, unchanged: Bool, verdict: VerdictSummary?
    ) {
        self.model = model
        self.commit = commit
        self.base = base
        self.baseCommit = baseCommit
        self.file = file
        self.quantisation = quantisation
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
        self.unchanged = unchanged
        self.verdict = verdict
    }
}

/// What a conversion is asked for over HTTP.
package struct ConversionWish: Codable, Sendable, Hashable {
    /// `q8_0`, `f16` …; nil for `q8_0`.
    package var to: String?
    /// The name to keep the result under; nil for the model's own with `-GGUF`.
    package var name: String?

    package init(to: String? = nil, name: String? = nil) {
        self.to = to
        self.name = name
    }
}
