package import Access
package import Domain
package import HTTPTypes
package import Hummingbird
import Wire

/// How the readers of a route's errors expect them.
package enum RefusalShape: Sendable {
    /// `{"error": {code, message, hint}}`, as everything of Roost's own.
    case problem
    /// `{"error": message}` and the headers by which Hub clients choose their exception.
    case hub
    /// `{"detail": message}`, as the paths of earlier systems have it.
    case detail
    /// `{"error": {message, type, param, code}}`, as OpenAI's clients read it.
    case openAI
    /// `{"type": "error", "error": {type, message}}`, as Anthropic's clients read it.
    case anthropic
    /// `{"error": message}`, as Ollama's clients read it.
    case ollama
    /// A page for people, made by whoever makes pages.
    case page(@Sendable (RefusedVisit, Request) throws -> Response)

    /// Whether the route is for people's eyes, and no part of the contract.
    package var isPage: Bool { if case .page = self { true } else { false } }

    /// Whether a key may come as `x-api-key`: clients of Anthropic's API have both ways.
    var readsKeyHeader: Bool { if case .anthropic = self { true } else { false } }

    func response(_ refusal: Refusal, to request: Request, from identity: Identity) throws -> Response {
        var headers: HTTPFields = [:]
        headers[.wwwAuthenticate] = refusal.challenge
        switch self {
        case .problem:
            return try Response(wire: ErrorBody(refusal.problem), status: refusal.status, headers: headers)
        case .detail:
            return try Response(detail: refusal.problem.message, status: refusal.status, headers: headers)
        case .openAI:
            return try Response(json: OpenAIAnswers.body(refusal.problem), status: refusal.status, headers: headers)
        case .anthropic:
            return try Response(
                json: AnthropicAnswers.body(refusal.problem, refusal.status), status: refusal.status, headers: headers)
        case .ollama:
            return Response(refusing: refusal.status, message: refusal.problem.message, headers: headers)
        case .hub:
            return hub(refusal, to: request, headers)
        case .page(let answer):
            let visit = RefusedVisit(
                problem: refusal.problem, status: refusal.status, identity: identity,
                needsSignIn: refusal.status == .unauthorized)
            return try answer(visit, request)
        }
    }

    /// `GatedRepo` is the Hub's word for files that one must sign in for, and what its clients show best. Over plain HTTP
    /// they read nothing but these headers.
    private func hub(_ refusal: Refusal, to request: Request, _ headers: HTTPFields) -> Response {
        var headers = headers
        // The Python client knows a wrong token by these words alone.
        let message =
            refusal == .badToken ? "Invalid credentials in Authorization header" : refusal.problem.message
        headers[.xErrorMessage] = String(message.unicodeScalars.map { $0.isASCII ? Character($0) : "?" })
        if refusal != .badToken, MirrorRoute.isRepository(request) { headers[.xErrorCode] = "GatedRepo" }
        return Response(refusing: refusal.status, message: message, headers: headers)
    }
}

/// A visit to a page that was not let in.
package struct RefusedVisit: Sendable {
    package let problem: Problem
    package let status: HTTPResponse.Status
    package let identity: Identity
    /// Whether signing in may help.
    package let needsSignIn: Bool
}

extension Response {
    /// `{"detail": …}`: an error in the words of earlier systems.
    package init(detail: String, status: HTTPResponse.Status, headers: HTTPFields = [:]) throws {
        try self.init(wire: ["detail": detail], status: status, headers: headers)
    }
}
