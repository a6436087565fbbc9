import Scoring
import Wire

/// Every metric with what was seen, what would raise it, and the questions it asked.
struct ScoresTab: Sendable {
    let metrics: [MetricWords]
    let isUnassessed: Bool
    let assessment: String?
    let scorer: String?
    let asOf: MomentWords?

    init(_ sight: ModelSight, _ services: ModelServices) async throws {
        let known = try await Known(sight, services)
        metrics = known.metrics.map(\.words)
        isUnassessed = metrics.isEmpty
        assessment = known.subject?.assessment.digest
        scorer = known.subject?.assessment.scorerVersion
        asOf = known.subject.map { Words.moment($0.assessment.asOf) }
    }
}
