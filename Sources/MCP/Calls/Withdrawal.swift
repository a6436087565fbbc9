import Synchronization

/// A client's word that it gives a request up.
///
/// That is not the same as going away: who loses the connection did not say that the work is not wanted. Nor did a library
/// whose patience ended: it sends the same word with a timeout as its reason.
final class Withdrawal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let undoing = Mutex<(@Sendable () async -> Void)?>(nil)
    private let isTired = Mutex(false)

    private let ending: Mutex<(@Sendable () -> Void)?>

    /// - Parameter ended: called when nobody works on the call any more.
    init(ended: (@Sendable () -> Void)? = nil) {
        (stream, continuation) = AsyncStream.makeStream()
        ending = Mutex(ended)
    }

    deinit { ending.withLock { $0 }?() }

    /// The end of this one is nobody's business.
    func forgetEnd() { ending.withLock { $0 = nil } }

    /// The client gives it up, for a reason in its own words.
    func declare(_ reason: String?) {
        let words = reason?.lowercased() ?? ""
        if words.contains("timed out") || words.contains("timeout") { isTired.withLock { $0 = true } }
        continuation.finish()
    }

    /// Returns true when the client gave it up, false when the task was cancelled first.
    func wait() async -> Bool {
        for await _ in stream {}
        return !Task.isCancelled
    }

    /// Says what is to be done when the client gives it up from now on.
    func undo(by work: @escaping @Sendable () async -> Void) { undoing.withLock { $0 = work } }

    /// Ends the work itself, unless the client only would not wait any longer.
    func undo() async {
        guard !isTired.withLock({ $0 }) else { return }
        await undoing.withLock { $0 }?()
    }
}
