import Domain
import HTTPTypes
import Hummingbird
import Logging
import Wire

/// Errors as the families of earlier systems have them: `{detail}`, and the statuses their callers know.
enum DetailAnswers {
    /// What `work` answers; what nobody expected is logged and not shown.
    static func answering(_ context: AccessContext, _ work: () async throws -> Response) async throws -> Response {
        do {
            return try await work()
        } catch let error as HTTPError {
            return try Response(detail: error.body ?? error.status.reasonPhrase, status: error.status)
        } catch {
            let problem = Problem(error)
            note(error, problem, context.logger)
            return try Response(detail: words(problem), status: status(problem))
        }
    }

    static func status(_ problem: Problem) -> HTTPResponse.Status {
        switch problem.code {
        case .conflict: .badRequest
        case .diskFull: .internalServerError
        default: problem.code.status
        }
    }

    static func words(_ problem: Problem) -> String {
        problem.code == .internal ? Problem.unexpected.line : problem.line
    }

    /// Writes what nobody expected into the server's log, which is where the answer sends people.
    static func note(_ error: any Error, _ problem: Problem, _ logger: Logger) {
        guard problem.code == .internal else { return }
        logger.error("A request failed", metadata: ["error": "\(error)"])
    }
}
