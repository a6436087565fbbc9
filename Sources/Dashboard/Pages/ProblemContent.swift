import API
import Domain
import HTTPTypes

/// A page that says what went wrong and what to do.
enum ProblemContent {
    struct Values: Sendable {
        let code: Int
        let message: Markup
        let hint: Markup?
    }

    static func page(_ problem: Problem, status: HTTPResponse.Status? = nil) -> PageContent {
        let status = status ?? problem.code.status
        var content = PageContent(
            status == .notFound ? "Not found" : "That did not work", in: nil, template: "problem",
            values: Values(
                code: status.code, message: Words.sentence(problem.message), hint: problem.hint.map(Words.sentence)))
        content.status = status
        return content
    }
}
