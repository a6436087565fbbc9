import Domain
import HTTPTypes
import Hummingbird
import Wire

/// Errors as Ollama's clients read them: `{"error": text}`.
enum OllamaAnswers {
    /// What `work` answers; what nobody expected is logged and not shown.
    static func answering(_ context: AccessContext, _ work: () async throws -> Response) async throws -> Response {
        do {
            return try await work()
        } catch let error as HTTPError {
            return Response(refusing: error.status, message: error.body ?? error.status.reasonPhrase)
        } catch {
            let problem = Problem(error)
            DetailAnswers.note(error, problem, context.logger)
            return Response(
                refusing: problem.code.statusForAskers, message: DetailAnswers.words(problem),
                headers: RetryLater.headers(error))
        }
    }

    static func body(_ problem: Problem) -> JSONValue { ["error": .string(DetailAnswers.words(problem))] }
}
