package import Wire

/// One number for ranking: the weighted mean of the metrics that are known. No gate decides by it.
package struct NetScore: Sendable, Hashable {
    /// Rounded to four digits; nil when nothing with a weight is known.
    package let score: Double?
    /// The weight of the metrics that are known, of all that were asked: 0…1.
    package let knownWeight: Double

    package init(_ results: [MetricResult], weights: [String: Double]) {
        var total = 0.0
        var known = 0.0
        var sum = 0.0
        for result in results {
            guard let weight = weights[result.name], weight.isFinite, weight > 0 else { continue }
            guard result.status != .notApplicable else { continue }
            total += weight
            guard let score = result.score else { continue }
            known += weight
            sum += weight * score
        }
        score = known > 0 ? Score.rounded(sum / known) : nil
        knownWeight = total > 0 ? Score.rounded(known / total) : 0
    }
}
