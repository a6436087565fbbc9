import Domain
import HTTPTypes
import Hummingbird
import Wire

/// Errors as Anthropic's clients read them: `{"type": "error", "error": {type, message}}`.
enum AnthropicAnswers {
    /// What `work` answers; what nobody expected is logged and not shown.
    static func answering(_ context: AccessContext, _ work: () async throws -> Response) async throws -> Response {
        do {
            return try await work()
        } catch let error as HTTPError {
            let problem = Problem(.badRequest, error.body ?? error.status.reasonPhrase)
            return try Response(json: body(problem, error.status), status: error.status)
        } catch {
            let problem = Problem(error)
            DetailAnswers.note(error, problem, context.logger)
            let status = status(problem)
            return try Response(json: body(problem, status), status: status, headers: RetryLater.headers(error))
        }
    }

    static func body(_ problem: Problem) -> JSONValue { body(problem, status(problem)) }

    static func body(_ problem: Problem, _ status: HTTPResponse.Status) -> JSONValue {
        [
            "type": "error", "request_id": .null,
            "error": ["type": .string(type(status)), "message": .string(DetailAnswers.words(problem))],
        ]
    }

    /// What has no room now is 529 in this API.
    private static func status(_ problem: Problem) -> HTTPResponse.Status {
        problem.code == .busy ? .init(code: 529, reasonPhrase: "Overloaded") : problem.code.statusForAskers
    }

    private static func type(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 401: "authentication_error"
        case 403: "permission_error"
        case 404: "not_found_error"
        case 413: "request_too_large"
        case 429: "rate_limit_error"
        case 529: "overloaded_error"
        case 500...: "api_error"
        default: "invalid_request_error"
        }
    }
}
