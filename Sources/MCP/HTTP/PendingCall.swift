import Wire

/// A call that is being worked on, and what its answer looks like.
struct PendingCall: Sendable {
    let call: ToolCall
    /// Keeps the call open as long as this is held, also while nobody reads what it answers.
    let withdrawal: Withdrawal
    let answer: @Sendable (ToolAnswer) -> JSONValue

    /// Nil when the client gave it up.
    func run(tell: @escaping @Sendable (JSONValue) -> Void) async -> JSONValue? {
        await call.run(withdrawal, tell: tell).map(answer)
    }
}
