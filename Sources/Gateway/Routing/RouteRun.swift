/// What one request does next, and why: the same for streams and whole answers. Pure: time is given, chance is given.
///
/// A leg that fails for a moment (overloaded, network, an answer nobody can read) is tried again after a pause. One that
/// wants to be left alone is put aside, the next one is tried, and it is come back to at the end if there is time. One that
/// hangs or refuses is not tried again. A request that is wrong in itself ends at once. Once the first content has gone out
/// nothing is tried any more: two models never speak in one answer.
package struct RouteRun: Sendable {
    package enum Step: Hashable, Sendable {
        /// Try this leg, for so long at most.
        case attempt(leg: Int, within: Duration)
        case pause(Duration)
        case end
    }

    private struct State {
        var tries = 0
        /// Not before this moment.
        var rest: Duration?
        var isOut = false
        /// Tokens the model takes, where it is known.
        var window: Int?
    }

    private let rules: RouteRules
    private let deadline: Duration
    private var legs: [State]
    /// The leg to go on with; nil asks for the first that is fit.
    private var current: Int?
    private var isOver = false

    /// What each untried leg is left, when the ones before take long.
    private static let reserve = Duration.seconds(10)

    /// - Parameters:
    ///   - windows: one for each leg.
    ///   - now: since some fixed moment, as in every call.
    package init(windows: [Int?], rules: RouteRules, now: Duration) {
        legs = windows.map { State(window: $0) }
        self.rules = rules
        deadline = now + rules.totalTimeout
    }

    package mutating func next(now: Duration) -> Step {
        guard !isOver, now < deadline, let leg = chosen(now) else { return .end }
        if let rest = legs[leg].rest, rest > now {
            // Whatever comes then, there must be time for it.
            guard rest < deadline else { return .end }
            current = leg
            return .pause(rest - now)
        }
        current = nil
        legs[leg].tries += 1
        legs[leg].rest = nil
        return .attempt(leg: leg, within: min(rules.attemptTimeout, patience(for: leg, now: now)))
    }

    /// How long this leg may take in all, waiting for its turn included: those that were not tried yet keep some of the time.
    package func patience(for leg: Int, now: Duration) -> Duration {
        let left = max(.zero, deadline - now)
        let untried = legs.indices.filter { $0 != leg && isFit($0) && legs[$0].tries == 0 }.count
        return max(left - Self.reserve * untried, left / (untried + 1))
    }

    /// Notes why a try ended. `chance` is from 0 to 1 and spreads the pauses.
    package mutating func ended(_ leg: Int, _ failure: AttemptFailure, now: Duration, chance: Double) {
        switch failure.kind {
        case .badRequest: isOver = true
        case .overloaded, .network, .malformed:
            legs[leg].rest = now + pause(after: legs[leg].tries, failure, chance)
            if legs[leg].tries < rules.attempts, isWorthWaiting(failure) { current = leg }
        case .rateLimited, .busy, .breakerOpen:
            // What was not sent was no try.
            if failure.kind != .rateLimited { legs[leg].tries -= 1 }
            guard isWorthWaiting(failure), !failure.needsPerson else { return legs[leg].isOut = true }
            legs[leg].rest = now + pause(after: legs[leg].tries, failure, chance)
        case .contextTooLong:
            legs[leg].isOut = true
            let known = failure.needed ?? failure.window.map { $0 + 1 } ?? legs[leg].window.map { $0 + 1 }
            guard let needed = known else { return }
            for other in legs.indices where legs[other].window.map({ $0 < needed }) ?? false {
                legs[other].isOut = true
            }
        case .timeout, .quota, .auth, .contentRefused, .notFound, .unsupported, .overBudget, .keptPrivate,
            .noRoom:
            legs[leg].isOut = true
        }
    }

    /// The leg to go on with; else the first that was not tried, then the first that may be tried now, then the one whose rest
    /// ends first.
    private func chosen(_ now: Duration) -> Int? {
        if let current, isFit(current) { return current }
        let fit = legs.indices.filter(isFit)
        let ready = fit.filter { (legs[$0].rest ?? now) <= now }
        return ready.first { legs[$0].tries == 0 } ?? ready.first
            ?? fit.min { (legs[$0].rest ?? .zero) < (legs[$1].rest ?? .zero) }
    }

    private func isFit(_ leg: Int) -> Bool { !legs[leg].isOut && legs[leg].tries < rules.attempts }

    private func isWorthWaiting(_ failure: AttemptFailure) -> Bool {
        failure.retryAfter.map { $0 <= rules.longestRetryAfter } ?? true
    }

    /// What the provider asks for; else twice as long as the time before, and of that from half to all.
    private func pause(after tries: Int, _ failure: AttemptFailure, _ chance: Double) -> Duration {
        if let asked = failure.retryAfter { return asked }
        let doublings = min(max(tries - 1, 0), 20)
        return min(rules.pause * (1 << doublings), rules.longestPause) * (0.5 + chance / 2)
    }
}
