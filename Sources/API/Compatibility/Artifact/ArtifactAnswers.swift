import Domain
import Registry
import Wire

/// The words of the artifact contract.
enum ArtifactAnswers {
    static let metrics = [
        "reproducibility", "code_quality", "license", "dataset_quality", "ramp_up_time", "bus_factor",
        "performance_claims", "dataset_and_code_score",
    ]

    static func kept(_ record: IngestRecord, _ report: VetReport, milliseconds: Double) -> ArtifactIngested {
        ArtifactIngested(
            status: 201, message: "Model ingested successfully", modelName: record.repository.path,
            artifactId: record.id, isIngestible: true, allScores: ArtifactScores(report.assessment),
            failingMetrics: [], unknownMetrics: PackageAnswers.unknown(report.assessment, of: metrics),
            latencyMs: milliseconds)
    }

    static func refused(_ report: VetReport, milliseconds: Double) -> ArtifactIngested {
        let rules = report.verdict.standing
        let metrics = rules.filter { $0.rule.hasPrefix("metric.") }
        let others = rules.filter { !$0.rule.hasPrefix("metric.") }.map { "\($0.title): \($0.reason)" }
        let count = "\(metrics.count) of \(Self.metrics.count) metrics below the threshold"
        return ArtifactIngested(
            status: 424, message: (["Model is not ingestible: \(count)"] + others).joined(separator: "; "),
            modelName: report.model, artifactId: nil, isIngestible: false,
            allScores: ArtifactScores(report.assessment),
            failingMetrics: metrics.map { rule in
                FailingMetric(
                    metric: String(rule.rule.dropFirst("metric.".count)), score: rule.score ?? 0,
                    required: rule.required ?? 0, gap: rule.gap ?? (rule.required ?? 0) - (rule.score ?? 0),
                    known: rule.score != nil, reason: rule.reason, remedy: rule.remedy)
            },
            unknownMetrics: PackageAnswers.unknown(report.assessment, of: Self.metrics), latencyMs: milliseconds)
    }

    static func entry(_ record: IngestRecord) -> ArtifactEntry {
        ArtifactEntry(
            artifactId: record.id, modelName: record.repository.path, commit: record.commit.hex,
            netScore: record.netScore, sizeBytes: record.size, downloadUrl: Paths.artifactDownload(record.id),
            createdAt: Moment.text(record.createdAt), createdBy: record.by,
            allScores: record.assessment.map(ArtifactScores.init))
    }
}
