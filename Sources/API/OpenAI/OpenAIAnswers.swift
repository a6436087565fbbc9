import Domain
import HTTPTypes
import Hummingbird
import Wire

/// Errors as OpenAI's clients read them: `{"error": {message, type, param, code}}`.
enum OpenAIAnswers {
    /// What `work` answers; what nobody expected is logged and not shown.
    static func answering(_ context: AccessContext, _ work: () async throws -> Response) async throws -> Response {
        do {
            return try await work()
        } catch let error as HTTPError {
            let problem = Problem(.badRequest, error.body ?? error.status.reasonPhrase)
            return try Response(json: body(problem), status: error.status)
        } catch {
            let problem = Problem(error)
            DetailAnswers.note(error, problem, context.logger)
            return try response(problem, headers: RetryLater.headers(error))
        }
    }

    static func response(_ problem: Problem, headers: HTTPFields = [:]) throws -> Response {
        try Response(json: body(problem), status: problem.code.statusForAskers, headers: headers)
    }

    static func body(_ problem: Problem) -> JSONValue {
        [
            "error": [
                "message": .string(DetailAnswers.words(problem)), "type": .string(type(problem)), "param": .null,
                "code": .string(code(problem)),
            ]
        ]
    }

    private static func code(_ problem: Problem) -> String {
        switch problem.code {
        case .notFound: "model_not_found"
        case .unauthorized: "invalid_api_key"
        default: problem.code.rawValue
        }
    }

    private static func type(_ problem: Problem) -> String {
        switch problem.code.statusForAskers.code {
        case 401: "authentication_error"
        case 403: "permission_error"
        case 429: "rate_limit_error"
        case 500...: "server_error"
        default: "invalid_request_error"
        }
    }
}
