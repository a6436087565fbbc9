import FoundationEssentials
package import Wire

/// Asks all metrics about the same facts, at the same time.
package struct Evaluator: Sendable {
    private let metrics: [any Metric]

    /// Changes when a formula does: assessments of different scorers do not compare.
    package static let scorerVersion = "1"

    /// All metrics there are.
    package static var standard: Evaluator { Evaluator(metrics: Metrics.all) }

    package init(metrics: [any Metric]) {
        self.metrics = metrics
    }

    /// The answers, in the order of the metrics. What a metric throws makes it unknown with that error, never zero.
    ///
    /// - Parameter weights: of the net score, by metric; names that are no metric's are ignored.
    package func assess(_ facts: Facts, context: MetricContext, weights: [String: Double]) async -> Assessment {
        let clock = ContinuousClock()
        let start = clock.now
        let reading = Reading(facts)
        let results =
            Self.isSmall(facts)
            ? metrics.map { Self.answer($0, reading, context, clock) }
            : await atOnce { Self.answer($0, reading, context, clock) }
        let net = NetScore(results, weights: weights)
        return Assessment(
            model: facts.model, kind: facts.kind, commit: facts.commit, source: facts.source,
            asOf: Moment.text(Self.clock(of: facts)),
            scorerVersion: Self.scorerVersion, metrics: results, netScore: net.score, knownWeight: net.knownWeight,
            digest: AssessmentDigest.hex(of: results, facts: facts), captureMs: nil,
            latencyMs: Self.milliseconds(clock.now - start))
    }

    /// Whether all answers take less time than handing the questions to others would.
    private static func isSmall(_ facts: Facts) -> Bool {
        let linked = facts.code.count + facts.datasets.count + facts.parents.count
        let files = facts.files.value?.count ?? 0
        guard linked == 0, files < 100, facts.texts.count < 20 else { return false }
        return facts.texts.values.reduce(0) { $0 + ($1.value?.utf8.count ?? 0) } < 10_000
    }

    private func atOnce(_ answer: @escaping @Sendable (any Metric) -> MetricResult) async -> [MetricResult] {
        await withTaskGroup(of: (Int, MetricResult).self) { group in
            for (index, metric) in metrics.enumerated() {
                group.addTask { (index, answer(metric)) }
            }
            var answers: [(Int, MetricResult)] = []
            for await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private static func answer(
        _ metric: any Metric, _ reading: Reading, _ context: MetricContext, _ clock: ContinuousClock
    ) -> MetricResult {
        let start = clock.now
        let facts = reading.facts
        var result: MetricResult
        if facts.isDataset, !Metrics.ofDatasets.contains(metric.name) {
            result = ProbeSheet(metric.name).notApplicable("the question is about models, and this is a data set")
        } else {
            do {
                result =
                    if let metric = metric as? any CardMetric {
                        try metric.evaluate(reading, context)
                    } else {
                        try metric.evaluate(facts, context)
                    }
            } catch {
                let why = String("\(error)".prefix(300))
                result = MetricResult(
                    name: metric.name, status: .unknown, score: nil, coverage: 0,
                    reason: "could not be computed: \(why)")
            }
        }
        result.latencyMs = milliseconds(clock.now - start)
        return result
    }

    /// Milliseconds since 1970, within the years a date can have.
    private static func clock(of facts: Facts) -> Int64 {
        Int64(min(1e14, max(-1e14, (facts.asOf.timeIntervalSince1970 * 1000).rounded())))
    }

    /// With microseconds' precision.
    private static func milliseconds(_ duration: Duration) -> Double {
        (duration / .milliseconds(1) * 1000).rounded() / 1000
    }
}
