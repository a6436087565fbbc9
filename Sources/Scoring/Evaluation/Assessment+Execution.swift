package import Wire

extension Assessment {
    /// The same with what a run of the card's example showed: what `Evaluator` would say of the same facts with
    /// `Facts.execution`. Nothing else is asked anew.
    ///
    /// - Parameter files: the list of the commit's files, which is part of the digest.
    package func with(
        _ run: Captured<ExecutionFact>, files: [FileFact]?, weights: [String: Double]
    ) -> Assessment {
        guard let place = metrics.firstIndex(where: { $0.name == ReproducibilityMetric.name }),
            metrics[place].status != .notApplicable
        else { return self }
        var copy = self
        var sheet = ProbeSheet(
            ReproducibilityMetric.name, probes: metrics[place].probes.filter { $0.id != ReproducibilityMetric.executed }
        )
        var result = ReproducibilityMetric.judged(run, &sheet)
        result.latencyMs = metrics[place].latencyMs
        copy.metrics[place] = result
        let net = NetScore(copy.metrics, weights: weights)
        copy.netScore = net.score
        copy.knownWeight = net.knownWeight
        copy.digest = AssessmentDigest.hex(
            of: copy.metrics.filter { $0.name != SecurityMetric.name }, model: model, kind: kind, commit: commit,
            files: files)
        return copy
    }
}
