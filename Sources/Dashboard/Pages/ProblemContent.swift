import API
import Domain
import HTTPTypes

/// A page that says what went wrong and what to do.
enum ProblemContent {
    struct Values: Sendable {
        let code: Int
        let message: Markup
        let hint: Markup?
        let signIn: String?
    }

    static func page(
        _ problem: Problem, status: HTTPResponse.Status? = nil, signInFrom address: String?
    ) -> PageContent {
        let status = status ?? problem.code.status
        let signIn = address.map { "\(PagePaths.login)?next=\(PercentCoding.encode($0))" }
        var content = PageContent(
            status == .notFound ? "Not found" : "That did not work", in: nil, template: "problem",
            values: Values(
                code: status.code, message: Words.prose(problem.message), hint: problem.hint.map(Words.prose),
                signIn: signIn))
        content.status = status
        return content
    }
}
