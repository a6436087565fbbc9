import Domain
import Hub
import Wire

extension Policy {
    /// The policy with every override that names the model, in the order of the file.
    package func override(for model: String, kind: String = RepositoryKind.model.rawValue) -> Policy {
        let name = kind == RepositoryKind.dataset.rawValue ? "datasets/\(model)" : model
        var policy = self
        for change in overrides where change.models.contains(where: { Glob($0)?.matches(name) ?? false }) {
            var reader = PolicyReader()
            reader.change(&policy, by: change.changes, at: "")
        }
        return policy
    }

    /// The policy with the metric rules of another, such as a preset that a contract names; everything else stays.
    package func withMetrics(of other: Policy) -> Policy {
        var policy = self
        policy.name = "\(name)+\(other.name)"
        policy.metrics = other.metrics
        policy.unknown = other.unknown
        policy.size.target = other.size.target
        policy.inheritsCodeQuality = other.inheritsCodeQuality
        if requestThresholds != .none { policy.requestThresholds = other.requestThresholds }
        return policy
    }

    /// The policy with thresholds that one request for a model brings, by the names of metrics. Whether it may bring them is
    /// the policy's to say.
    package func applying(
        thresholds: [String: Double], to model: String, kind: String = RepositoryKind.model.rawValue
    ) throws(PolicyError) -> Policy {
        guard !thresholds.isEmpty else { return self }
        guard requestThresholds != .none else { throw .thresholdsNotTaken(policy: name) }
        let present = override(for: model, kind: kind)
        for (name, threshold) in thresholds.sorted(by: { $0.key < $1.key }) {
            guard let metric = GatedMetric(rawValue: name) else { throw .unknownMetric(name) }
            guard threshold.isFinite, (0...1).contains(threshold) else { throw .thresholdOutOfRange(name) }
            let rule = present[metric]
            if requestThresholds == .stricter, rule.mode == .enforce, threshold < rule.threshold {
                throw .thresholdTooLow(metric: name, asked: threshold, required: rule.threshold)
            }
        }
        // As the last exception, because others may be named for the same metrics.
        var policy = self
        let wish = JSONValue.object(thresholds.mapValues { ["threshold": .number($0), "mode": "enforce"] })
        policy.overrides.append(
            PolicyOverride(models: ["*"], reason: "asked for by the request", changes: ["metrics": wish]))
        return policy
    }
}
