import Testing
import Wire

@testable import Gateway

@Suite struct `A budget` {
    private final class Charges: Sendable {
        let spending = Spending()
        func charge(_ cost: Int64, _ account: String) { spending.add(cost, to: account, day: 1) }
        func spent(_ account: String) -> Int64 { spending.spent(account, day: 1) }
    }

    private let price = Price(input: 1000, output: 2000)

    private func bill(
        _ charges: Charges, price: Price?, budget: Int64? = 10_000, prompt: Int64 = 7, answer: Int64 = 4
    ) throws -> Bill {
        try Bill(
            price: price, prompt: prompt, answer: answer,
            accounts: [.provider("cloud", budget: nil), .route("poor", budget: budget)], spending: charges.spending,
            day: 1, charge: charges.charge)
    }

    @Test func `lets the second of two at once not pass`() throws {
        let charges = Charges()
        let first = try bill(charges, price: price)
        #expect(throws: Spending.Full.self) { try bill(charges, price: price) }
        // Nothing came of the first.
        first.release()
        let third = try bill(charges, price: price)
        third.took(Usage(prompt: 7, answer: 1))
        #expect(third.settle()?.cost == 9000)
        #expect(charges.spent("route poor") == 9000 && charges.spent("provider cloud") == 9000)
        #expect(third.settle() == nil)
        // A thousand are left.
        _ = try bill(charges, price: price)
    }

    @Test func `is free again when a request is forgotten`() throws {
        let charges = Charges()
        do { _ = try bill(charges, price: price) }
        _ = try bill(charges, price: price)
        #expect(charges.spent("route poor") == 0)
    }

    @Test func `is charged an estimate of a stream that broke off`() throws {
        let charges = Charges()
        let bill = try bill(charges, price: price, prompt: 10)
        bill.saw([AnswerChunk(String(repeating: "x", count: 100), hasContent: true)])
        bill.saw([
            AnswerChunk(String(repeating: "x", count: 600), hasContent: true), AnswerChunk("{}", hasContent: false),
        ])
        let end = try #require(bill.settle())
        #expect(end.isEstimated && end.cost == 10 * 1000 + (1 + 100) * 2000)
        #expect(charges.spent("route poor") == end.cost)
    }

    @Test(arguments: [AttemptFailure.Kind.timeout, .malformed, .network, .overloaded])
    func `pays for what may have been worked on, and for nothing else`(kind: AttemptFailure.Kind) throws {
        let charges = Charges()
        let trace = TraceDraft(
            RequestTrace(
                id: "r", startedAt: "", asked: "poor", route: "poor", kind: "chat", isStreamed: false, by: "tester"),
            clock: { .zero }, onEnd: { _ in })
        let ending = AnswerEnding(
            leg: Leg(provider: "cloud", model: "m"), trace: trace, bill: try bill(charges, price: price),
            breakers: Breakers(), places: TakenPlaces(Places()), clock: { .zero })
        ending.passedOn(AttemptFailure(kind, "it went wrong"))
        let isPaid = kind == .timeout || kind == .malformed
        #expect(charges.spent("route poor") == (isPaid ? 7000 : 0))
    }

    @Test func `pays for an answer that broke off`() {
        let broken = AttemptFailure.line(EndedEarly(), "the answer broke off", hadBegun: true) as? AttemptFailure
        #expect(broken?.mayCost == true && broken?.words.contains("EndedEarly") == false)
        let never = AttemptFailure.line(EndedEarly(), "no answer from the provider") as? AttemptFailure
        #expect(never?.mayCost == false)
    }

    private struct EndedEarly: Error {}

    @Test func `does not keep from going what is free`() throws {
        let charges = Charges()
        charges.charge(20_000, "route poor")
        #expect(throws: Spending.Full.self) { try bill(charges, price: price) }
        #expect(try bill(charges, price: .free).settle()?.cost == 0)
    }

    @Test func `begins anew each day`() throws {
        let spending = Spending()
        spending.add(20_000, to: "route poor", day: 1)
        let account = Spending.Account.route("poor", budget: 10_000)
        #expect(throws: Spending.Full.self) { try spending.reserve(1, of: [account], day: 1) }
        try spending.reserve(1, of: [account], day: 2)
    }
}
