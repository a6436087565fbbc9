package import Domain

/// No leg answered: what each one said.
package struct RouteFailure: ProblemConvertible {
    package let asked: String
    /// Of the request, under which its trace is kept.
    package let id: String
    /// The last word of each leg that was tried or passed over, in order.
    package let failures: [(leg: Leg, failure: AttemptFailure)]

    /// The soonest somebody may be asked again.
    package var retryAfter: Duration? {
        failures.map(\.failure).compactMap { isTemporary($0.kind) && !$0.needsPerson ? $0.retryAfter : nil }.min()
    }

    package var problem: Problem {
        // Whoever asks for one model of this house is told what it says itself.
        if failures.count == 1, let own = failures[0].failure.own { return own }
        return Problem(code, words, hint: "see /api/v1/requests/\(id) for what was tried")
    }

    private var words: String {
        guard let (leg, failure) = failures.last else { return "`\(asked)` has nobody to ask" }
        if failures.count == 1 { return "`\(leg)` did not answer: \(failure.words)" }
        let each = failures.map { "`\($0.leg)`: \($0.failure.words)" }.joined(separator: "; ")
        return "none of \(failures.count) models of `\(asked)` answered: \(each)"
    }

    private var code: Problem.Code {
        let kinds = failures.map(\.failure.kind)
        if kinds.contains(.badRequest) { return .badRequest }
        if let only = Set(kinds).count == 1 ? kinds.first : nil {
            switch only {
            case .contextTooLong, .contentRefused, .unsupported: return .badRequest
            case .notFound: return .notFound
            case .keptPrivate, .overBudget: return .forbidden
            default: break
            }
        }
        if kinds.contains(.rateLimited) { return .rateLimited }
        if failures.contains(where: { isFull($0.failure) }) { return .busy }
        if kinds.allSatisfy({ $0 == .network }) { return .unreachable }
        return .upstream
    }

    /// What waiting helps with.
    private func isFull(_ failure: AttemptFailure) -> Bool {
        [.busy, .breakerOpen, .noRoom].contains(failure.kind) && !failure.needsPerson
    }

    private func isTemporary(_ kind: AttemptFailure.Kind) -> Bool {
        [.rateLimited, .busy, .breakerOpen, .noRoom, .overloaded].contains(kind)
    }
}
