import Domain
import NIOHTTP1
import Wire

/// An answer that is no success, and what it means.
struct Refusal {
    let status: Int
    /// `X-Error-Code`.
    let code: String?
    /// The Hub's own words: bounded, harmless, without the token.
    let says: String
    let wait: Duration?
    let origin: WebOrigin

    init(status: Int, headers: HTTPHeaders, body: [UInt8], origin: WebOrigin, token: HubToken?) {
        self.status = status
        code = headers.first(name: "X-Error-Code")
        let words = headers.first(name: "X-Error-Message") ?? Self.words(in: body)
        says = QuotedText(words, hiding: token?.secret).text
        wait = RateLimit.wait(headers)
        self.origin = origin
    }

    init(_ answer: HubAnswer, body: [UInt8], token: HubToken?) {
        self.init(
            status: answer.status, headers: answer.headers, body: body, origin: answer.location.origin, token: token)
    }

    /// The order is that of the Hub's own client: the code first, then the words, then the status.
    func error(about subject: HubSubject, endpoint: HubEndpoint, isAnonymous: Bool) -> HubError {
        if status == 429 { return .rateLimited(host: origin.host, retryAfter: wait) }
        if let id = subject.repository {
            let page = endpoint.page(of: id)
            let missing = HubError.repositoryNotFound(id, host: endpoint.host, anonymous: isAnonymous)
            switch code {
            case "RevisionNotFound": return .revisionNotFound(id, revision: revision(of: subject))
            case "EntryNotFound": return .entryNotFound(id, path: path(of: subject))
            case "GatedRepo": return .gated(id, page: page, access)
            case "RepoNotFound": return missing
            default: break
            }
            if says.contains("Access to this resource is disabled") { return .disabled(id, page: page) }
            // Without a code only the Hub itself can speak of its repositories: a content network's 403 is no gate.
            if origin == endpoint.origin, let known = uncoded(subject, id, page, missing) { return known }
        }
        switch status {
        case 401 where origin == endpoint.origin: return .unauthorized(host: endpoint.host)
        case 403 where origin == endpoint.origin: return .forbidden(what: "\(subject)", says: says)
        default: return .serverError(host: origin.host, status: status, says: says)
        }
    }

    private func uncoded(
        _ subject: HubSubject, _ id: RepositoryID, _ page: String, _ missing: HubError
    ) -> HubError? {
        switch status {
        case 401 where says.contains("Invalid credentials in Authorization header"): .unauthorized(host: origin.host)
        case 401 where says.contains("is restricted"), 403 where says.contains("is restricted"):
            .gated(id, page: page, access)
        case 401: missing
        case 404 where says.contains("Invalid rev id"): .revisionNotFound(id, revision: revision(of: subject))
        case 404:
            if case .file(_, let path) = subject, !says.contains("Repository not found") {
                .entryNotFound(id, path: path.text)
            } else {
                missing
            }
        default: nil
        }
    }

    private var access: HubError.Access { status == 401 ? .needsToken : .notOnList }

    private func revision(of subject: HubSubject) -> String {
        if case .revision(_, let revision) = subject { revision } else { "main" }
    }

    private func path(of subject: HubSubject) -> String {
        if case .file(_, let path) = subject { path.text } else { "" }
    }

    /// The `error` of a JSON body; else the body itself when it is short text and no page.
    private static func words(in body: [UInt8]) -> String {
        if let json = JSONValue(bytes: body) { return json["error"]?.string ?? json["message"]?.string ?? "" }
        guard let text = String(validating: body, as: UTF8.self), !text.contains("<") else { return "" }
        return text
    }
}
