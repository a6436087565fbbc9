import Access
import Domain
import HTTPTypes
package import Hummingbird
import Logging
import Wire

/// Turns every error of a route into its status and the words of `Problem`; nothing unexpected is shown to the client.
package struct ProblemAnswers<Context: RequestContext>: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let response = try Self.answer(error, request, context)
            return request.method == .head ? response.createHeadResponse() : response
        }
    }

    private static func answer(_ error: any Error, _ request: Request, _ context: Context) throws -> Response {
        if let error = error as? HTTPError {
            let code: Problem.Code = error.status == .notFound ? .notFound : .badRequest
            let message =
                error.body
                ?? (error.status == .notFound ? "there is nothing at this address" : error.status.reasonPhrase)
            return try answer(Problem(code, message), error.status)
        }
        let problem = Problem(error)
        guard problem.code == .internal else {
            return try answer(problem, problem.code.status, headers(error, problem))
        }
        context.logger.error("A request failed", metadata: ["url.path": "\(request.uri.path)", "error": "\(error)"])
        return try answer(.unexpected, .internalServerError)
    }

    private static func answer(
        _ problem: Problem, _ status: HTTPResponse.Status, _ headers: HTTPFields = [:]
    ) throws -> Response {
        try Response(wire: ErrorBody(problem), status: status, headers: headers)
    }

    /// When to come again, and that signing in would help.
    private static func headers(_ error: any Error, _ problem: Problem) -> HTTPFields {
        var headers = RetryLater.headers(error)
        if case let refused as AccessError = error { headers[.retryAfter] = refused.retryAfter.map(String.init) }
        if problem.code == .unauthorized { headers[.wwwAuthenticate] = "Bearer realm=\"roost\"" }
        return headers
    }
}
