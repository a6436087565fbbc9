extension Runtimes {
    /// Has a model begin an answer. Where its process ends before a byte of it came, it is started and asked once more: who
    /// asked cannot tell.
    ///
    /// - Parameter begin: asks; comes back when the answer begins.
    package nonisolated func begin<Answer: Sendable>(
        _ model: RunnableModel, _ wish: RunWish, _ begin: @Sendable (Lease) async throws -> Answer
    ) async throws -> (Lease, Answer) {
        let lease = try await acquire(model, wish)
        do {
            return (lease, try await begin(lease))
        } catch EngineError.lost {
            lease.end()
            try await settled(without: lease.instance)
        } catch {
            lease.end()
            throw error
        }
        let second = try await acquire(model, wish)
        do {
            return (second, try await begin(second))
        } catch {
            second.end()
            throw error
        }
    }
}
