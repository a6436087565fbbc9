import Domain
import HTTPTypes
import Hummingbird

extension MirrorError {
    /// The answer, with the headers by which Hub clients choose their exception.
    ///
    /// `X-Error-Code` is never left out where one exists: over plain HTTP clients read nothing else.
    func response(to request: Request) -> Response {
        let isAnonymous = request.headers[.authorization] == nil
        let (status, code) = kind(isAnonymous: isAnonymous)
        let message = message(isAnonymous: isAnonymous)
        var headers: HTTPFields = [.xErrorMessage: Self.headerText(message)]
        headers[.xErrorCode] = code
        if case .entryNotFound(_, _, let commit) = self { headers[.xRepoCommit] = commit?.hex }
        if status == .methodNotAllowed { headers[.allow] = "GET, HEAD" }
        return Response(refusing: status, message: message, headers: headers)
    }

    private func kind(isAnonymous: Bool) -> (HTTPResponse.Status, code: String?) {
        switch self {
        case .badRequest: (.badRequest, "BadRequest")
        case .notSignedIn: (.unauthorized, nil)
        case .noSuchPage: (.notFound, "NotFound")
        case .methodNotAllowed: (.methodNotAllowed, "MethodNotAllowed")
        case .bodyTooLarge: (.contentTooLarge, "BadRequest")
        case .repositoryNotFound: (.notFound, "RepoNotFound")
        case .revisionNotFound: (.notFound, "RevisionNotFound")
        case .entryNotFound: (.notFound, "EntryNotFound")
        case .gated: (isAnonymous ? .unauthorized : .forbidden, "GatedRepo")
        // The Python client knows this one by its message and by having no code.
        case .disabled: (.forbidden, nil)
        }
    }

    private func message(isAnonymous: Bool) -> String {
        guard case .gated(_, let page) = self else { return problem.message }
        if isAnonymous {
            return problem.message
                + ". You must have access to it and be authenticated to access it. Please log in."
        }
        let ask = page.map { " Visit \($0) to ask for access." } ?? ""
        return problem.message + " and you are not in the authorized list." + ask
    }

    /// Header values are ASCII and short; a path in them may be neither.
    private static func headerText(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.prefix(400).map { (32..<127).contains($0.value) ? $0 : "?" }))
    }
}
