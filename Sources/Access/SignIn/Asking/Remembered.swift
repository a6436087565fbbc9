/// Something of a provider that is asked for once and then kept: a document, a set of keys. Who comes while it is being
/// asked for waits for the same answer.
actor Remembered<Value: Sendable> {
    private let now: @Sendable () -> Int64
    private let fetch: @Sendable () async throws -> Value
    private var kept: (value: Value, at: Int64)?
    private var askedAt: Int64?
    private var isAsking = false
    private var waiting: [CheckedContinuation<Value, any Error>] = []

    init(now: @escaping @Sendable () -> Int64, fetch: @escaping @Sendable () async throws -> Value) {
        self.now = now
        self.fetch = fetch
    }

    /// What is kept when it is not older than that (milliseconds), else a new one.
    func value(notOlderThan age: Int64) async throws -> Value {
        if let kept, now() - kept.at <= age { return kept.value }
        return try await ask()
    }

    /// A new one, because the kept one lacks something; the kept one, when it was asked for less than `pause` ago.
    func newer(butNotWithin pause: Int64) async throws -> Value {
        if let kept, let askedAt, !isAsking, now() - askedAt < pause { return kept.value }
        return try await ask()
    }

    private func ask() async throws -> Value {
        if isAsking { return try await withCheckedThrowingContinuation { waiting.append($0) } }
        isAsking = true
        askedAt = now()
        let result: Result<Value, any Error>
        do { result = .success(try await fetch()) } catch { result = .failure(error) }
        if case .success(let value) = result { kept = (value, now()) }
        isAsking = false
        let others = waiting
        waiting = []
        for each in others { each.resume(with: result) }
        return try result.get()
    }
}
