import Synchronization
import Wire

/// The calls that are being worked on, so that their clients can give them up.
final class OpenCalls: Sendable {
    /// Whose call it is. Clients choose their numbers alike, so the scope tells them apart.
    struct Key: Hashable, Sendable {
        let scope: String
        let id: RequestID
    }

    /// Holds no call: a call is closed when nobody works on it any more, however that came about.
    private struct Entry {
        weak var withdrawal: Withdrawal?
    }

    private let calls = Mutex<[Key: Entry]>([:])
    private let limit: Int

    /// - Parameter limit: calls at once.
    init(limit: Int) { self.limit = limit }

    /// A call that is open as long as somebody holds what is given back. Throws when there are too many, or when the client has
    /// one of this name going already.
    func open(_ key: Key) throws(RPCError) -> Withdrawal {
        let withdrawal = Withdrawal { [weak self] in self?.close(key) }
        let refusal = calls.withLock { calls -> RPCError? in
            guard calls.count < limit else { return .busy }
            guard calls[key] == nil else { return .invalidRequest("a request with this `id` is being worked on") }
            calls[key] = Entry(withdrawal: withdrawal)
            return nil
        }
        guard let refusal else { return withdrawal }
        // It was never opened, so that its end must not close the one that is.
        withdrawal.forgetEnd()
        throw refusal
    }

    private func close(_ key: Key) { calls.withLock { _ = $0.removeValue(forKey: key) } }

    /// Gives up the call that `notifications/cancelled` names; nothing happens when there is none.
    func withdraw(_ params: [String: JSONValue], in scope: String) {
        guard let id = RequestID(params["requestId"]) else { return }
        calls.withLock { $0[Key(scope: scope, id: id)]?.withdrawal }?.declare(params["reason"]?.string)
    }
}
