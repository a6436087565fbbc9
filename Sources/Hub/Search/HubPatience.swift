/// How long a Hub that says nothing is waited for, however often its client would try again.
package struct HubPatience: Sendable, Hashable {
    /// For one answer that a page is made of: visitors wait for it.
    package static let ofPages = HubPatience(.seconds(12))

    private let span: Duration

    package init(_ span: Duration) { self.span = span }

    /// What a Hub answers. Throws `HubError.timeout` when it took too long, and whatever asking throws.
    package func wait<Answer: Sendable>(
        for hub: HubEndpoint, _ ask: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            group.addTask { try await ask() }
            group.addTask {
                try await Task.sleep(for: span)
                throw HubError.timeout(host: hub.host, waited: span)
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }
}
