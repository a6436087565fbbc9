import Synchronization
import Wire

/// What is done when an answer is over: the trace, the money, the place in line, the breaker.
final class AnswerEnding: Sendable {
    let leg: Leg
    private let trace: TraceDraft
    private let bill: Bill
    private let breakers: Breakers
    private let clock: @Sendable () -> Duration
    /// Given back when this is forgotten.
    private let places: TakenPlaces
    private let isPassedOn = Atomic(false)

    init(
        leg: Leg, trace: TraceDraft, bill: Bill, breakers: Breakers, places: TakenPlaces,
        clock: @escaping @Sendable () -> Duration
    ) {
        self.leg = leg
        self.trace = trace
        self.bill = bill
        self.breakers = breakers
        self.places = places
        self.clock = clock
    }

    /// Whoever asked went away before the answer was read.
    deinit { if !isPassedOn.load(ordering: .relaxed) { cancelled() } }

    func saw(_ chunks: [AnswerChunk]) {
        bill.saw(chunks)
        for chunk in chunks { if let usage = chunk.usage { took(usage) } }
    }

    func took(_ usage: Usage) {
        bill.took(usage)
        trace.change { trace in
            trace.promptTokens = usage.prompt
            trace.answerTokens = usage.answer
        }
    }

    func answered() {
        breakers.succeeded(leg)
        settle()
        trace.end(outcome: "answered")
        places.leave()
    }

    /// Nothing came of it: somebody else is asked.
    ///
    /// - Parameter failure: what it ended with; nil where nothing was sent.
    func passedOn(_ failure: AttemptFailure? = nil) {
        isPassedOn.store(true, ordering: .relaxed)
        if failure?.mayCost ?? false { settle() } else { bill.release() }
        places.leave()
    }

    func brokeOff(_ failure: AttemptFailure) {
        breakers.failed(leg, failure, clock())
        settle()
        trace.end(outcome: "broke_off", problem: failure.words)
        places.leave()
    }

    func cancelled() {
        settle()
        if trace.end(outcome: "cancelled") { breakers.abandoned(leg, clock()) }
        places.leave()
    }

    private func settle() {
        guard let (cost, isEstimated) = bill.settle() else { return }
        trace.change { trace in
            if let cost { trace.cost = (trace.cost ?? 0) + cost }
            if isEstimated { trace.isCostEstimated = true }
        }
    }
}
