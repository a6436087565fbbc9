package import Domain

/// Why an address that somebody else wrote was not read.
package enum ReachError: ProblemConvertible, Hashable {
    case offline(host: String)
    /// No address of the web that could be asked.
    case malformed(text: String, why: String)
    /// It leads where it must not.
    case refused(host: String, why: String)
    case unresolved(host: String)
    case unreachable(host: String, why: String)
    case timedOut(host: String, after: Duration)
    case tooLarge(host: String, limit: ByteCount)
    case tooManyRedirects(host: String)

    /// A few words for a fact that could not be had: `offline`, `refused: private address 10.0.0.1`.
    package var reason: String {
        switch self {
        case .offline: "offline"
        case .malformed(_, let why): "no usable address: \(why)"
        case .refused(_, let why): "refused: \(why)"
        case .unresolved(let host): "`\(host)` has no address"
        case .unreachable(let host, let why): "cannot reach \(host): \(why)"
        case .timedOut(let host, let span): "timed out: \(host) took longer than \(span.components.seconds) s"
        case .tooLarge(_, let limit): "too large: more than \(limit)"
        case .tooManyRedirects: "redirects in circles or too often"
        }
    }

    package var problem: Problem {
        switch self {
        case .offline(let host):
            Problem(
                .offline, "\(host) was not asked: this house is offline",
                hint: "unset `HF_HUB_OFFLINE` and `ROOST_OFFLINE`")
        case .malformed(let text, let why): Problem(.badRequest, "`\(text)` cannot be read: \(why)")
        case .refused(let host, let why):
            Problem(
                .forbidden, "\(host) is not asked: \(why)",
                hint: "if it is your own server, name it in `reach.allow` (`ROOST_REACH_ALLOW`)")
        case .unresolved(let host): Problem(.unreachable, "the name \(host) has no address", hint: "check the spelling")
        case .tooLarge(let host, let limit): Problem(.upstream, "the answer of \(host) is larger than \(limit)")
        case .unreachable, .timedOut, .tooManyRedirects: Problem(.unreachable, reason, hint: "try again later")
        }
    }
}
