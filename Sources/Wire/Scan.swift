/// What a scan says of a file, worst last.
package enum ScanVerdict: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
    case safe
    /// Could not be looked into: never the same as safe.
    case unscanned
    case suspicious
    case unsafe

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// One thing a scan found in a file.
package struct ScanFinding: Codable, Sendable, Hashable {
    /// A stable name of the rule: `pickle-import`, `gguf-template`, `zip-traversal`, …
    package var rule: String
    package var verdict: ScanVerdict
    /// The member inside an archive, `inner.zip!data.pkl`; nil for the file itself.
    package var member: String?
    /// Bytes from the start of the file or member; nil when it has no place.
    package var offset: Int64?
    /// The imported name, `posix.system`; nil when nothing is imported.
    package var name: String?
    /// One sentence.
    package var message: String

    package init(
        rule: String, verdict: ScanVerdict, member: String? = nil, offset: Int64? = nil, name: String? = nil,
        message: String
    ) {
        self.rule = rule
        self.verdict = verdict
        self.member = member
        self.offset = offset
        self.name = name
        self.message = message
    }
}

/// What a scan says of one file: one element of what `roost scan --json` prints.
package struct FileScan: Codable, Sendable, Hashable {
    package var path: String
    package var verdict: ScanVerdict
    /// What the bytes are: `pickle`, `zip`, `gguf`, `safetensors`, …; nil when unrecognised.
    package var format: String?
    package var findings: [ScanFinding]

    package init(path: String, verdict: ScanVerdict, format: String? = nil, findings: [ScanFinding] = []) {
        self.path = path
        self.verdict = verdict
        self.format = format
        self.findings = findings
    }
}
