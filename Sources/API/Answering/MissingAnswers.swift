package import Access
import HTTPTypes
package import Hummingbird

/// Makes the page for people at an address that is none.
package typealias MissingPage = @Sendable (Request, Identity) -> Response

/// Answers a person's browser at an unknown address with a page; programs, and the paths that are theirs, go on to get
/// the error that `ProblemAnswers` makes.
struct MissingAnswers: RouterMiddleware {
    let gate: RouteGuard
    let page: MissingPage

    func handle(
        _ request: Request, context: AccessContext,
        next: @concurrent (Request, AccessContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            // With the path of a route it is that one's own answer.
            guard context.endpointPath?.hasPrefix("/") != true, Self.isAskedByPerson(request) else { throw error }
            let response = page(request, await gate.visitor(request, context))
            return request.method == .head ? response.createHeadResponse() : response
        }
    }

    private static func isAskedByPerson(_ request: Request) -> Bool {
        guard request.method == .get || request.method == .head else { return false }
        return !Paths.isForPrograms(request.uri.path)
            && request.headers[.accept]?.lowercased().contains("text/html") == true
    }
}
