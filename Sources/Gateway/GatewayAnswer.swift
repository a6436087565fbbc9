package import Domain

/// An answer, and who gave it.
package struct GatewayAnswer: Sendable {
    package enum Content: Sendable {
        case whole(WholeAnswer)
        case stream(GatewayStream)
    }

    /// Of the request, under which its trace is kept.
    package let id: String
    package let leg: Leg
    /// Tries it took, of all legs.
    package let attempts: Int
    /// How long a model of this house was waited for; zero for one elsewhere.
    package let waited: Duration
    /// A reader that takes nothing for so long is given up.
    package let readerTimeout: Duration
    package let content: Content
}

/// A streamed answer that has begun.
package struct GatewayStream: Sendable {
    let first: [AnswerChunk]
    let rest: UpstreamStream
    let idle: Duration
    let ending: AnswerEnding

    /// Hands over all that comes, what came first as well. Throws `BrokenAnswer` when it breaks off: what was handed over by
    /// then stands, and nobody else goes on with it.
    package func forEach(_ receive: @escaping @Sendable ([AnswerChunk]) async throws -> Void) async throws {
        do {
            try await receive(first)
            ending.saw(first)
            try await pump(receive)
            await rest.close()
            ending.answered()
        } catch {
            await rest.close()
            // Whatever it was, the one who asked is told; only one who went away is not.
            let known = AttemptFailure.unexpected(error, "its answer could not be passed on")
            guard let failure = known as? AttemptFailure else {
                ending.cancelled()
                throw known
            }
            ending.brokeOff(failure)
            throw BrokenAnswer(leg: ending.leg, failure: failure)
        }
    }

    /// A provider that falls silent is given up, though its connection stands.
    private func pump(_ receive: @escaping @Sendable ([AnswerChunk]) async throws -> Void) async throws {
        let watch = IdleWatch()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await watch.run(limit: idle) }
            group.addTask {
                while let chunks = try await rest.next() {
                    // A reader that is slow is no silent provider.
                    watch.pause()
                    ending.saw(chunks)
                    try await receive(chunks)
                    watch.resume()
                }
            }
            // The watch ends only by throwing.
            try await group.next()
            group.cancelAll()
        }
    }
}

/// A streamed answer that ended in the middle.
package struct BrokenAnswer: ProblemConvertible, Hashable {
    package let leg: Leg
    package let failure: AttemptFailure

    package var problem: Problem {
        Problem(.upstream, "`\(leg)` broke off in the middle of its answer: \(failure.words)", hint: "ask again")
    }
}
