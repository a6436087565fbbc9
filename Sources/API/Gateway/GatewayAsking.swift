import Access
import Domain
import Gateway
import HTTPTypes
import Hummingbird
import Wire

/// A question of a client, whichever API it speaks, on its way to whoever answers.
struct GatewayAsking: Sendable {
    private let gateway: Gateway
    private let model: String
    private let question: Question
    private let isPrivate: Bool
    /// The client wants to be told at the end what a stream took.
    private let wantsUsage: Bool

    private static let privacy = HTTPField.Name("X-Roost-Private")

    init(_ gateway: Gateway, _ model: String, _ question: Question, wantsUsage: Bool, of request: Request) {
        self.gateway = gateway
        self.model = model
        self.question = question
        self.wantsUsage = wantsUsage
        isPrivate = Self.privacy.flatMap { request.headers[$0] }.map { $0.lowercased() != "false" } ?? false
    }

    /// Comes back with a whole answer, or when a stream has begun; who asked and goes away ends it.
    func begin(_ context: AccessContext) async throws -> GatewayAnswer {
        let person = context.identity.actor
        return try await context.untilGone {
            try await gateway.ask(model, question, by: person, isPrivate: isPrivate)
        }
    }

    /// Whether a piece of a stream is for the client: what a stream took is told only to who wants to know.
    func isWanted(_ chunk: AnswerChunk) -> Bool {
        wantsUsage || chunk.usage == nil || chunk.hasContent || !chunk.data.contains(#""choices":[]"#)
    }
}

extension GatewayAnswer {
    private static let requestHeader = HTTPField.Name("X-Roost-Request")
    private static let modelHeader = HTTPField.Name("X-Roost-Model")
    private static let attemptsHeader = HTTPField.Name("X-Roost-Attempts")

    /// Where its trace is, who gave it, and how many tries it took.
    var headers: HTTPFields {
        var headers: HTTPFields = [:]
        if let name = Self.requestHeader { headers[name] = id }
        // What a header cannot hold a name does not need.
        if let name = Self.modelHeader { headers[name] = leg.description.filter(\.isASCII) }
        if let name = Self.attemptsHeader { headers[name] = "\(attempts)" }
        return headers
    }
}

extension RouteFailure {
    private static let requestHeader = HTTPField.Name("X-Roost-Request")

    /// Where its trace is, and when it makes sense to ask again.
    var headers: HTTPFields {
        var headers: HTTPFields = [:]
        if let name = Self.requestHeader { headers[name] = id }
        headers[.retryAfter] = retryAfter.map {
            "\(max(1, $0.components.seconds + ($0.components.attoseconds > 0 ? 1 : 0)))"
        }
        return headers
    }
}
