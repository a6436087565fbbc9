import Domain
import Logging
import Wire

/// A call of a tool that may begin: its name is known, its arguments are an object.
struct ToolCall: Sendable {
    let tool: any Tool
    let arguments: JSONValue?
    let caller: Caller
    let services: any ToolServices
    /// Nil when the call may go on.
    let refusal: Problem?
    let progressToken: RequestID?

    /// Whether it can take so long that the client wants to hear something meanwhile.
    var isSlow: Bool { refusal == nil && tool.isSlow }

    /// Does it. Everything that goes wrong is part of the result, where the model that asked can read it.
    ///
    /// - Parameter tell: gets notifications for the client.
    /// - Returns: nil when the client gave it up.
    func run(_ withdrawal: Withdrawal, tell: @escaping @Sendable (JSONValue) -> Void) async -> ToolAnswer? {
        await withTaskGroup(of: ToolAnswer?.self) { group in
            group.addTask { await answer(withdrawal, tell) }
            group.addTask {
                // Cancelled, this answers too late to be heard.
                _ = await withdrawal.wait()
                return nil
            }
            let first = await group.next() ?? nil
            if first == nil, !Task.isCancelled { await withdrawal.undo() }
            group.cancelAll()
            return first
        }
    }

    private func answer(_ withdrawal: Withdrawal, _ tell: @escaping @Sendable (JSONValue) -> Void) async -> ToolAnswer {
        do {
            if let refusal { throw refusal }
            let token = progressToken
            let call = CallContext(
                services: services, caller: caller, withdrawal: withdrawal,
                report: { report in if let token { tell(report.notification(token)) } })
            let answer = try await tool.call(try Arguments(arguments, tool.fields), call)
            guard try answer.size <= ToolAnswer.atMost else {
                throw Problem(
                    .unsupported, "the answer would be larger than \(ToolAnswer.atMost) bytes",
                    hint: "ask for less of it")
            }
            return answer
        } catch {
            let problem = Problem(error)
            guard problem.code == .internal else { return ToolAnswer(problem) }
            Logger.current.error("A tool failed", metadata: ["mcp.tool": "\(tool.name)", "error": "\(error)"])
            return ToolAnswer(.unexpected)
        }
    }
}

/// What a tool may use while it works.
struct CallContext: Sendable {
    let services: any ToolServices
    let caller: Caller
    let withdrawal: Withdrawal
    /// Tells the client how far it is, if it wants to know.
    let report: @Sendable (ProgressReport) -> Void
}
