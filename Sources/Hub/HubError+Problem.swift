package import Domain

extension HubError: ProblemConvertible {
    /// The message, and the hint of what to do next.
    package var problem: Problem { connection ?? access ?? answer }

    private var connection: Problem? {
        switch self {
        case .unreachable(let host, let why):
            Problem(
                .unreachable, "cannot reach \(host): \(why)",
                hint:
                    "check the network, `HF_ENDPOINT` and `HTTPS_PROXY`, or set `HF_HUB_OFFLINE=1` to use only what is kept"
            )
        case .offline(let host):
            Problem(
                .offline, "\(host) was not asked: this house is offline",
                hint: "unset `HF_HUB_OFFLINE` and `ROOST_OFFLINE` to use the Hub")
        case .timeout(let host, let waited):
            Problem(
                .unreachable, "\(host) did not answer within \(Self.text(waited))",
                hint: "try again, or check the network")
        case .rateLimited(let host, let retryAfter):
            Problem(
                .rateLimited,
                "\(host) limits how often it is asked"
                    + (retryAfter.map { "; it asks to wait \(Self.text($0))" } ?? ""),
                hint: "wait, or set `HF_TOKEN`: a known account may ask more often")
        case .serverError(let host, let status, let says):
            Problem(
                .upstream, "\(host) answered \(status)\(Self.quoted(says))",
                hint: status >= 500 ? "the fault is on the Hub's side; try again later" : nil)
        case .tooManyRedirects(let host):
            Problem(.upstream, "\(host) redirects in circles or more than 10 times")
        case .redirectRefused(let host, let why):
            Problem(.upstream, "a redirect from \(host) was not followed: \(why)")
        default: nil
        }
    }

    private var access: Problem? {
        switch self {
        case .repositoryNotFound(let id, let host, anonymous: true):
            Problem(
                .notFound, "\(id.kind.rawValue) `\(id)` was not found on \(host), or it is private",
                hint: "check the spelling; for a private repository set `HF_TOKEN`")
        case .repositoryNotFound(let id, let host, anonymous: false):
            Problem(
                .notFound, "\(id.kind.rawValue) `\(id)` was not found on \(host), or the token has no access to it",
                hint: "check the spelling and what the token in `HF_TOKEN` may read")
        case .revisionNotFound(let id, let revision):
            Problem(
                .notFound, "`\(id)` has no revision `\(revision)`", hint: "leave the revision out to use `main`")
        case .entryNotFound(let id, let path):
            Problem(.notFound, "`\(id)` has no file `\(path)` at this revision")
        case .gated(let id, let page, .needsToken):
            Problem(
                .gated, "`\(id)` is gated: its authors ask to accept their terms",
                hint: "accept them at \(page), then set `HF_TOKEN` to a token of that account")
        case .gated(let id, let page, .notOnList):
            Problem(
                .gated, "`\(id)` is gated and this account is not on its list", hint: "ask for access at \(page)")
        case .disabled(let id, let page):
            Problem(.forbidden, "`\(id)` was disabled by the Hub", hint: "see \(page)")
        case .unauthorized(let host):
            Problem(
                .unauthorized, "\(host) refused the token",
                hint: "the token in `HF_TOKEN` is wrong or expired; replace or unset it")
        case .forbidden(let what, let says):
            Problem(
                .forbidden, "access to \(what) is forbidden\(Self.quoted(says))", hint: "check what the token may read")
        default: nil
        }
    }

    private var answer: Problem {
        switch self {
        case .malformed(let what): Problem(.upstream, "the Hub's answer cannot be used: \(what)")
        case .tooLarge(let what, let limit): Problem(.upstream, "\(what) is larger than \(limit)")
        case .interrupted(let what, let why):
            Problem(.unreachable, "the connection broke off while reading \(what): \(why)", hint: "try again")
        case .truncated(let file, let received, let expected):
            Problem(.upstream, "`\(file)` ended after \(received) of \(expected)", hint: "try again")
        case .folder(let path, let why): Problem(.damaged, "`\(path)`: \(why)")
        case .folderMissing(let path):
            Problem(
                .notFound, "there is no folder `\(path)`",
                hint: "a folder is written ./name from where you are; a model of a Hub is org/name")
        default: Problem(.internal, "unexpected error of the Hub")
        }
    }

    private static func quoted(_ says: String) -> String { says.isEmpty ? "" : ": \"\(says)\"" }
    private static func text(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        return seconds == 0 ? "\(duration)" : "\(seconds) s"
    }
}
