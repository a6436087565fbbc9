/// Where something was seen, so that a person can look too.
package struct Evidence: Codable, Sendable, Hashable {
    /// What was looked at: `README.md`, `hub`, `commits`, `github.com/org/name`, …
    package var source: String
    /// Where in it: a heading, a key, a line, a commit; nil for the whole.
    package var locator: String?
    /// What was seen, at most 200 characters.
    package var excerpt: String

    package init(source: String, locator: String? = nil, excerpt: String) {
        self.source = source
        self.locator = locator
        self.excerpt = String(excerpt.prefix(200))
    }
}

/// What came of one question.
package enum ProbeOutcome: String, Codable, Sendable, Hashable {
    case yes = "true"
    /// Looked at the place where it must be, and it is not there.
    case no = "false"
    case partial
    /// Could not look: offline, gated, too large, refused.
    case unknown
    /// The question makes no sense here.
    case notApplicable = "not_applicable"
}

/// One small question of a metric and its answer.
package struct ProbeResult: Codable, Sendable, Hashable {
    package var id: String
    package var weight: Double
    package var outcome: ProbeOutcome
    /// 0…1; nil when unknown or not applicable.
    package var value: Double?
    /// One sentence.
    package var reason: String
    package var evidence: [Evidence]
    /// What would make it better; nil when nothing has to.
    package var remedy: String?

    package init(
        id: String, weight: Double, outcome: ProbeOutcome, value: Double?, reason: String, evidence: [Evidence] = [],
        remedy: String? = nil
    ) {
        self.id = id
        self.weight = weight
        self.outcome = outcome
        self.value = value
        self.reason = reason
        self.evidence = evidence
        self.remedy = remedy
    }
}

/// Whether a metric could tell.
package enum MetricStatus: String, Codable, Sendable, Hashable {
    case scored
    case unknown
    case notApplicable = "not_applicable"
}

/// The answer of one metric.
package struct MetricResult: Codable, Sendable, Hashable {
    /// `license`, `bus_factor`, …
    package var name: String
    package var status: MetricStatus
    /// 0…1, rounded half-even to four digits; nil unless scored.
    package var score: Double?
    /// The weight of what could be looked at, of what applies: 0…1.
    package var coverage: Double
    /// One sentence.
    package var reason: String
    /// What would raise the score; nil when it is as good as it gets.
    package var remedy: String?
    package var evidence: [Evidence]
    /// Named scores of parts: `size_score` per device class.
    package var values: [String: Double]?
    package var probes: [ProbeResult]
    /// Milliseconds it took to compute.
    package var latencyMs: Double

    package init(
        name: String, status: MetricStatus, score: Double?, coverage: Double, reason: String, remedy: String? = nil,
        evidence: [Evidence] = [], values: [String: Double]? = nil, probes: [ProbeResult] = [], latencyMs: Double = 0
    ) {
        self.name = name
        self.status = status
        self.score = score
        self.coverage = coverage
        self.reason = reason
        self.remedy = remedy
        self.evidence = evidence
        self.values = values
        self.probes = probes
        self.latencyMs = latencyMs
    }
}

/// All metrics of one version, computed from facts that were captured before.
package struct Assessment: Codable, Sendable, Hashable {
    /// `org/name`.
    package var model: String
    /// `model` or `dataset`.
    package var kind: String
    /// Forty digits.
    package var commit: String
    /// The Hub that was asked.
    package var source: String
    /// When the facts were captured; the clock of every score.
    package var asOf: String
    /// Changes when a formula does.
    package var scorerVersion: String
    package var metrics: [MetricResult]
    /// The policy's weights over what is known; nil when nothing is.
    package var netScore: Double?
    /// The weight of the metrics that are known, of all: 0…1.
    package var knownWeight: Double
    /// SHA-256 of the canonical JSON without latencies: the same digest is the same answer.
    package var digest: String
    /// Milliseconds of capturing the facts; nil when replayed.
    package var captureMs: Double?
    /// Milliseconds of all metrics together.
    package var latencyMs: Double

    package init(
        model: String, kind: String, commit: String, source: String, asOf: String, scorerVersion: String,
        metrics: [MetricResult], netScore: Double?, knownWeight: Double, digest: String, captureMs: Double?,
        latencyMs: Double
    ) {
        self.model = model
        self.kind = kind
        self.commit = commit
        self.source = source
        self.asOf = asOf
        self.scorerVersion = scorerVersion
        self.metrics = metrics
        self.netScore = netScore
        self.knownWeight = knownWeight
        self.digest = digest
        self.captureMs = captureMs
        self.latencyMs = latencyMs
    }

    package subscript(metric name: String) -> MetricResult? { metrics.first { $0.name == name } }
}
