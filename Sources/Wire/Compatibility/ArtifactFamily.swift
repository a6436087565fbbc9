/// The body of `POST /artifact/ingest`.
package struct ArtifactIngestWish: Codable, Sendable, Hashable {
    /// A Hub URL or a name.
    package var url: String
}

/// The scores of an artifact. A metric that is not known stands as 0 here, and by its name in `unknown_metrics`.
package struct ArtifactScores: Codable, Sendable, Hashable {
    package var netScore: Double
    package var reproducibility: Double
    package var codeQuality: Double
    package var license: Double
    package var datasetQuality: Double
    package var rampUpTime: Double
    package var busFactor: Double
    package var performanceClaims: Double
    package var datasetAndCodeScore: Double

    package init(_ assessment: Assessment) {
        let score = { (name: String) in assessment[metric: name]?.score ?? 0 }
        netScore = assessment.netScore ?? 0
        reproducibility = score("reproducibility")
        codeQuality = score("code_quality")
        license = score("license")
        datasetQuality = score("dataset_quality")
        rampUpTime = score("ramp_up_time")
        busFactor = score("bus_factor")
        performanceClaims = score("performance_claims")
        datasetAndCodeScore = score("dataset_and_code_score")
    }
}

/// A metric that kept an artifact out.
package struct FailingMetric: Codable, Sendable, Hashable {
    package var metric: String
    package var score: Double
    package var required: Double
    /// Required less score.
    package var gap: Double
    /// `false` when the score is unknown and stands as 0.
    package var known: Bool
    package var reason: String
    package var remedy: String?

    package init(
        metric: String, score: Double, required: Double, gap: Double, known: Bool, reason: String, remedy: String?
    ) {
        self.metric = metric
        self.score = score
        self.required = required
        self.gap = gap
        self.known = known
        self.reason = reason
        self.remedy = remedy
    }
}

/// The answer of `POST /artifact/ingest`, with 201 or 424.
package struct ArtifactIngested: Codable, Sendable, Hashable {
    package var status: Int
    package var message: String
    package var modelName: String
    /// Null when refused.
    package var artifactId: String?
    package var isIngestible: Bool
    package var allScores: ArtifactScores
    package var failingMetrics: [FailingMetric]
    /// Metrics that could not be told, with the reason.
    package var unknownMetrics: [String: String]
    /// Milliseconds from the request to the answer.
    package var latencyMs: Double

    package init(
        status: Int, message: String, modelName: String, artifactId: String?, isIngestible: Bool,
        allScores: ArtifactScores, failingMetrics: [FailingMetric], unknownMetrics: [String: String], latencyMs: Double
    ) {
        self.status = status
        self.message = message
        self.modelName = modelName
        self.artifactId = artifactId
        self.isIngestible = isIngestible
        self.allScores = allScores
        self.failingMetrics = failingMetrics
        self.unknownMetrics = unknownMetrics
        self.latencyMs = latencyMs
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(status, forKey: .status)
        try fields.encode(message, forKey: .message)
        try fields.encode(modelName, forKey: .modelName)
        // Named with null: clients look whether it is there.
        try fields.encode(artifactId, forKey: .artifactId)
        try fields.encode(isIngestible, forKey: .isIngestible)
        try fields.encode(allScores, forKey: .allScores)
        try fields.encode(failingMetrics, forKey: .failingMetrics)
        try fields.encode(unknownMetrics, forKey: .unknownMetrics)
        try fields.encode(latencyMs, forKey: .latencyMs)
    }
}

/// A stored artifact.
package struct ArtifactEntry: Codable, Sendable, Hashable {
    package var artifactId: String
    package var modelName: String
    package var commit: String
    package var netScore: Double
    package var sizeBytes: Int64
    package var downloadUrl: String
    package var createdAt: String
    package var createdBy: String
    package var allScores: ArtifactScores?

    package init(
        artifactId: String, modelName: String, commit: String, netScore: Double, sizeBytes: Int64, downloadUrl: String,
        createdAt: String, createdBy: String, allScores: ArtifactScores?
    ) {
        self.artifactId = artifactId
        self.modelName = modelName
        self.commit = commit
        self.netScore = netScore
        self.sizeBytes = sizeBytes
        self.downloadUrl = downloadUrl
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.allScores = allScores
    }
}

/// A page of stored artifacts.
package struct ArtifactPage: Codable, Sendable, Hashable {
    package var artifacts: [ArtifactEntry]
    package var total: Int

    package init(artifacts: [ArtifactEntry], total: Int) {
        self.artifacts = artifacts
        self.total = total
    }
}

/// The body of a licence check.
package struct LicenceCheckWish: Codable, Sendable, Hashable {
    package var githubUrl: String
}
