import Domain
import HTTPTypes
import Registry
import Scoring
import Wire

/// The words and statuses of the package contract.
enum PackageAnswers {
    /// `Model does not meet quality requirements. Failed metrics: Bus Factor (0.3 < 0.5), …`.
    static func refusal(_ verdict: Verdict) -> String {
        let metrics = verdict.failedMetrics
        let others = verdict.standing.filter { !$0.rule.hasPrefix("metric.") }.map { "\($0.title): \($0.reason)" }
        var text = "Model does not meet quality requirements."
        if !metrics.isEmpty { text += " Failed metrics: \(metrics)" }
        if !others.isEmpty { text += "\(metrics.isEmpty ? "" : ".") Failed rules: \(others.joined(separator: "; "))" }
        return text
    }

    /// A model the gate does not let in is a bad request to callers of this contract.
    static func status(_ problem: Problem) -> HTTPResponse.Status {
        problem.code == .refused ? .badRequest : DetailAnswers.status(problem)
    }

    /// Why a model could not be ingested.
    static func detail(_ problem: Problem, model: String) -> String {
        problem.code == .notFound ? "Model '\(model)' not found on HuggingFace Hub" : DetailAnswers.words(problem)
    }

    static func unknown(_ assessment: Assessment, of names: [String]) -> [String: String] {
        var unknown: [String: String] = [:]
        for name in names {
            let metric = assessment[metric: name]
            if metric?.score == nil { unknown[name] = metric?.reason ?? "not measured" }
        }
        return unknown
    }

    static let metrics = [
        "license", "size_score", "ramp_up_time", "bus_factor", "performance_claims", "dataset_and_code_score",
        "dataset_quality", "code_quality",
    ]

    static func ingested(
        _ record: IngestRecord, _ report: VetReport, _ pull: PullReport, previous: String?
    ) -> PackageIngested {
        PackageIngested(
            packageId: record.id, name: record.name, version: record.version, modelId: record.repository.path,
            s3Path: Paths.packageDownload(record.id), netScore: record.netScore, sizeBytes: record.size,
            message: "Package '\(record.name)' version '\(record.version)' ingested successfully",
            metrics: PackageMetrics(report.assessment), unknownMetrics: unknown(report.assessment, of: metrics),
            commit: record.commit.hex, previousPackageId: previous, fetchedBytes: pull.fetchedBytes)
    }

    static func entry(_ record: IngestRecord) -> PackageEntry {
        PackageEntry(
            packageId: record.id, name: record.name, version: record.version, modelId: record.repository.path,
            commit: record.commit.hex, description: record.description, s3Path: Paths.packageDownload(record.id),
            downloadUrl: Paths.packageDownload(record.id), netScore: record.netScore, sizeBytes: record.size,
            createdAt: Moment.text(record.createdAt), createdBy: record.by,
            metrics: record.assessment.map(PackageMetrics.init))
    }
}
