package import Domain
package import Wire

/// Why a policy cannot be used, or not as asked.
package enum PolicyError: ProblemConvertible, Hashable {
    /// Everything that is wrong in a file, not only the first.
    case mistakes([FileMistake])
    case unknownMetric(String)
    case thresholdOutOfRange(String)
    case thresholdsNotTaken(policy: String)
    case thresholdTooLow(metric: String, asked: Double, required: Double)

    /// What is wrong in the file; empty when it is about something else.
    package var mistakes: [FileMistake] { if case .mistakes(let list) = self { list } else { [] } }

    /// The words for a file of a certain name.
    package func problem(in file: String) -> Problem {
        guard case .mistakes(let list) = self else { return problem }
        let count = list.count == 1 ? "a mistake" : "\(list.count) mistakes"
        return Problem(
            .badRequest, "the policy `\(file)` has \(count)\n" + list.map { "  \($0.text)" }.joined(separator: "\n"),
            hint: "`roost policy show baseline` is an example with every part; `roost policy check` reads a file")
    }

    package var problem: Problem {
        switch self {
        case .mistakes: problem(in: "policy.yaml")
        case .unknownMetric(let name):
            Problem(
                .badRequest, "there is no metric `\(name.oneLine(limit: 60))`",
                hint: "there are \(GatedMetric.allCases.map(\.rawValue).joined(separator: ", "))")
        case .thresholdOutOfRange(let name):
            Problem(.badRequest, "the threshold of `\(name)` is no number from 0 to 1")
        case .thresholdsNotTaken(let policy):
            Problem(
                .forbidden, "the policy `\(policy)` takes no thresholds from requests",
                hint: "leave them out; the policy says so in `request_thresholds`")
        case .thresholdTooLow(let metric, let asked, let required):
            Problem(
                .forbidden,
                "`\(metric)` must reach \(required.asScore): a request may not lower it to \(asked.asScore)",
                hint: "ask for more or leave it out; the policy says so in `request_thresholds`")
        }
    }
}
