import Synchronization

/// What one try costs: an estimate is set aside before it is sent, and what it took is charged when it is over. Where nobody says
/// what it took, as of a stream that breaks off, the estimate of what went both ways is charged.
final class Bill: Sendable {
    private struct State {
        var usage: Usage?
        /// Tokens of what came, estimated.
        var said: Int64 = 0
        var isOver = false
    }

    /// Nil where it is not known; a free one costs nothing.
    private let price: Price?
    /// Tokens, estimated.
    private let prompt: Int64
    private let reserved: Int64
    private let accounts: [Spending.Account]
    private let spending: Spending
    private let charge: @Sendable (_ cost: Int64, _ account: String) -> Void
    private let state = Mutex(State())

    /// Tokens of an answer where the request does not say how many it may have.
    static let usualAnswer: Int64 = 1024
    /// Bytes of an event around the words in it, about.
    private static let frame = 200

    /// Throws `Spending.Full` when an account has nothing left.
    init(
        price: Price?, prompt: Int64, answer: Int64, accounts: [Spending.Account], spending: Spending, day: Int64,
        charge: @escaping @Sendable (_ cost: Int64, _ account: String) -> Void
    ) throws(Spending.Full) {
        let amount = price.map { $0.isFree ? 0 : max(1, $0.cost(of: Usage(prompt: prompt, answer: answer))) } ?? 0
        // What is free is not kept from going by what was spent.
        if amount > 0 { try spending.reserve(amount, of: accounts, day: day) }
        self.price = price
        self.prompt = prompt
        self.accounts = accounts
        self.spending = spending
        self.charge = charge
        reserved = amount
    }

    deinit { release() }

    func took(_ usage: Usage) { state.withLock { $0.usage = usage } }

    func saw(_ chunks: [AnswerChunk]) {
        guard price.map({ !$0.isFree }) ?? false else { return }
        var tokens: Int64 = 0
        for chunk in chunks where chunk.hasContent {
            tokens += Int64(max(1, (chunk.data.utf8.count - Self.frame) / TokenEstimate.usualBytes))
        }
        state.withLock { $0.said += tokens }
    }

    /// Charges what it took, once. The cost is nil where the price is not known.
    func settle() -> (cost: Int64?, isEstimated: Bool)? {
        let over = state.withLock { state -> State? in
            guard !state.isOver else { return nil }
            state.isOver = true
            return state
        }
        guard let over else { return nil }
        spending.release(reserved, of: accounts)
        guard let price else { return (nil, false) }
        let cost = price.cost(of: over.usage ?? Usage(prompt: prompt, answer: over.said))
        if cost > 0 { accounts.forEach { charge(cost, $0.name) } }
        return (cost, over.usage == nil && !price.isFree)
    }

    /// Nothing came of it, and it costs nothing.
    func release() {
        let isFirst = state.withLock { state in
            defer { state.isOver = true }
            return !state.isOver
        }
        if isFirst { spending.release(reserved, of: accounts) }
    }
}
