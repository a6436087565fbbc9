import Domain
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
        } catch let error as HTTPError {
            let code: Problem.Code = error.status == .notFound ? .notFound : .badRequest
            let message =
                error.body
                ?? (error.status == .notFound ? "there is nothing at this address" : error.status.reasonPhrase)
            return try Self.answer(Problem(code, message), error.status)
        } catch {
            let problem = Problem(error)
            guard problem.code == .internal else { return try Self.answer(problem, problem.code.status) }
            context.logger.error(
                "A request failed", metadata: ["url.path": "\(request.uri.path)", "error": "\(error)"])
            let hidden = Problem(.internal, "something unexpected happened", hint: "the server's log says more")
            return try Self.answer(hidden, .internalServerError)
        }
    }

    private static func answer(_ problem: Problem, _ status: HTTPResponse.Status) throws -> Response {
        try Response(wire: ErrorBody(problem), status: status)
    }
}
