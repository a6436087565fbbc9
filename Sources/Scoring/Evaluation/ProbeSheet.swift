import Wire

/// The small questions of one metric with their answers, and the score they make.
///
/// `score = Σ weight·value / Σ weight` over what is known; `coverage` is the known weight of what applies. Below a half
/// the metric is unknown, never zero.
struct ProbeSheet {
    let metric: String
    private(set) var probes: [ProbeResult] = []

    /// Less knowledge than this is no score.
    static let leastCoverage = 0.5
    static let maximumEvidence = 12

    init(_ metric: String, probes: [ProbeResult] = []) {
        self.metric = metric
        self.probes = probes
    }

    mutating func yes(_ id: String, _ weight: Double, _ reason: String, _ evidence: [Evidence] = []) {
        add(id, weight, .yes, 1, reason, evidence, nil)
    }

    mutating func no(_ id: String, _ weight: Double, _ reason: String, remedy: String?, _ evidence: [Evidence] = []) {
        add(id, weight, .no, 0, reason, evidence, remedy)
    }

    /// Between none and all; a value at either end is a plain no or yes.
    mutating func partial(
        _ id: String, _ weight: Double, _ value: Double, _ reason: String, remedy: String?, _ evidence: [Evidence] = []
    ) {
        let value = value.isFinite ? min(1, max(0, value)) : 0
        let outcome: ProbeOutcome = value >= 1 ? .yes : value <= 0 ? .no : .partial
        add(id, weight, outcome, value, reason, evidence, outcome == .yes ? nil : remedy)
    }

    mutating func unknown(_ id: String, _ weight: Double, _ why: String) {
        add(id, weight, .unknown, nil, why, [], nil)
    }

    mutating func notApplicable(_ id: String, _ weight: Double, _ why: String) {
        add(id, weight, .notApplicable, nil, why, [], nil)
    }

    private mutating func add(
        _ id: String, _ weight: Double, _ outcome: ProbeOutcome, _ value: Double?, _ reason: String,
        _ evidence: [Evidence], _ remedy: String?
    ) {
        probes.append(
            ProbeResult(
                id: id, weight: Score.rounded(weight), outcome: outcome, value: value.map(Score.rounded),
                reason: String(reason.prefix(400)), evidence: evidence, remedy: remedy))
    }
}

extension ProbeSheet {
    private var known: [ProbeResult] { probes.filter { $0.value != nil } }

    /// The known weight of what applies.
    var coverage: Double {
        let applicable = probes.filter { $0.outcome != .notApplicable }.reduce(0) { $0 + $1.weight }
        return applicable > 0 ? known.reduce(0) { $0 + $1.weight } / applicable : 0
    }

    /// The weighted mean of what is known; nil when nothing is.
    var mean: Double? {
        let weight = known.reduce(0) { $0 + $1.weight }
        return weight > 0 ? known.reduce(0) { $0 + $1.weight * ($1.value ?? 0) } / weight : nil
    }

    /// The weighted mean as the answer.
    func result(_ reason: String? = nil, evidence: [Evidence] = []) -> MetricResult {
        result(score: mean, coverage: coverage, reason ?? summary, evidence: evidence)
    }

    /// A score by a formula of the metric's own; the probes are its evidence.
    func result(
        score: Double?, coverage: Double, _ reason: String, remedy: String? = nil, evidence: [Evidence] = [],
        values: [String: Double]? = nil
    ) -> MetricResult {
        guard let score, score.isFinite, coverage >= Self.leastCoverage - 1e-9 else {
            let why = probes.first { $0.outcome == .unknown }?.reason
            return MetricResult(
                name: metric, status: .unknown, score: nil, coverage: Score.rounded(coverage), reason: why ?? reason,
                evidence: allEvidence(evidence), values: values, probes: probes)
        }
        let value = Score.rounded(min(1, max(0, score)))
        return MetricResult(
            name: metric, status: .scored, score: value, coverage: Score.rounded(coverage), reason: reason,
            remedy: value < 1 ? remedy ?? worstRemedy : nil, evidence: allEvidence(evidence),
            values: values?.mapValues(Score.rounded), probes: probes)
    }

    /// The question makes no sense for this subject.
    func notApplicable(_ reason: String) -> MetricResult {
        MetricResult(
            name: metric, status: .notApplicable, score: nil, coverage: 0, reason: reason, probes: probes)
    }

    /// What was found and what was not, heaviest first. Notes without weight are left out.
    private var summary: String {
        let asked = probes.enumerated().filter { $0.element.weight > 0 && $0.element.outcome != .notApplicable }
        let ordered = asked.sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }.map(\.element)
        func names(_ outcome: ProbeOutcome) -> [String] { ordered.filter { $0.outcome == outcome }.map(\.id) }
        var text = "\(names(.yes).count) of \(ordered.count) found"
        for (word, outcome) in [("in part", ProbeOutcome.partial), ("missing", .no), ("unknown", .unknown)] {
            let list = names(outcome)
            if !list.isEmpty { text += "; \(word): \(list.prefix(6).joined(separator: ", "))" }
        }
        return text
    }

    /// What would gain most.
    private var worstRemedy: String? {
        let lost = probes.filter { $0.remedy != nil && $0.value != nil }
        var worst: (loss: Double, remedy: String?) = (0, nil)
        for probe in lost {
            let loss = probe.weight * (1 - (probe.value ?? 1))
            if loss > worst.loss { worst = (loss, probe.remedy) }
        }
        return worst.remedy
    }

    private func allEvidence(_ own: [Evidence]) -> [Evidence] {
        Array((own + probes.compactMap(\.evidence.first)).prefix(Self.maximumEvidence))
    }
}
