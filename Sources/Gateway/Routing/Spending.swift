import Synchronization

/// What each account has spent today and what is set aside for requests under way, in millionths of a dollar; a day is one in
/// UTC. An account is a route, or a provider.
final class Spending: Sendable {
    /// What may be spent of an account in a day; nil for as much as comes.
    struct Account: Hashable, Sendable {
        let name: String
        let budget: Int64?

        static func route(_ name: String, budget: Int64?) -> Account { Account(name: "route \(name)", budget: budget) }
        static func provider(_ name: String, budget: Int64?) -> Account {
            Account(name: "provider \(name)", budget: budget)
        }
    }

    /// An account that has nothing left.
    struct Full: Error, Hashable {
        let account: Account
        let spent: Int64
        let reserved: Int64
    }

    private struct State {
        var day: Int64 = -1
        var spent: [String: Int64] = [:]
        var reserved: [String: Int64] = [:]
    }

    private let state = Mutex(State())

    /// Takes over what was spent earlier today.
    func begin(day: Int64, _ spent: [String: Int64]) {
        state.withLock { state in
            state.day = day
            state.spent = spent
        }
    }

    func spent(_ account: String, day: Int64) -> Int64 {
        state.withLock { $0.day == day ? $0.spent[account] ?? 0 : 0 }
    }

    /// Sets an amount aside in all accounts, or in none. While anything is left of a budget a request may go, so that the
    /// last one may cost more than is left; two at once know of each other.
    func reserve(_ amount: Int64, of accounts: [Account], day: Int64) throws(Full) {
        let full = state.withLock { state -> Full? in
            for account in accounts {
                guard let budget = account.budget else { continue }
                let spent = state.day == day ? state.spent[account.name] ?? 0 : 0
                let reserved = state.reserved[account.name] ?? 0
                guard Self.sum(spent, reserved) < budget else {
                    return Full(account: account, spent: spent, reserved: reserved)
                }
            }
            for account in accounts where amount > 0 {
                state.reserved[account.name] = Self.sum(state.reserved[account.name] ?? 0, amount)
            }
            return nil
        }
        if let full { throw full }
    }

    func release(_ amount: Int64, of accounts: [Account]) {
        guard amount > 0 else { return }
        state.withLock { state in
            for account in accounts {
                let rest = (state.reserved[account.name] ?? 0) - amount
                state.reserved[account.name] = rest > 0 ? rest : nil
            }
        }
    }

    func add(_ cost: Int64, to account: String, day: Int64) {
        state.withLock { state in
            if state.day != day { (state.day, state.spent) = (day, [:]) }
            state.spent[account] = Self.sum(state.spent[account] ?? 0, cost)
        }
    }

    private static func sum(_ one: Int64, _ other: Int64) -> Int64 {
        let (sum, isOver) = one.addingReportingOverflow(other)
        return isOver ? .max : sum
    }

    /// Days since 1970 of a moment in milliseconds.
    static func day(of milliseconds: Int64) -> Int64 { milliseconds / 86_400_000 }
}
