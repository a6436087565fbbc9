package import Domain

/// Why a Hub did not give what was asked. No case ever carries a token.
package enum HubError: Error, Hashable, Sendable {
    /// Which of the gate's two sides the reader stands on.
    package enum Access: Hashable, Sendable {
        case needsToken
        case notOnList
    }

    case unreachable(host: String, why: String)
    case offline(host: String)
    case timeout(host: String, waited: Duration)
    /// The Hub answers the same for a private repository and a missing one when it does not know who asks.
    case repositoryNotFound(RepositoryID, host: String, anonymous: Bool)
    case revisionNotFound(RepositoryID, revision: String)
    case entryNotFound(RepositoryID, path: String)
    case gated(RepositoryID, page: String, Access)
    case disabled(RepositoryID, page: String)
    /// The token itself was refused.
    case unauthorized(host: String)
    case forbidden(what: String, says: String)
    case rateLimited(host: String, retryAfter: Duration?)
    /// Any other status that is not a success.
    case serverError(host: String, status: Int, says: String)
    /// An answer that cannot be true or cannot be read; `what` names the thing and the fault.
    case malformed(what: String)
    case tooLarge(what: String, limit: ByteCount)
    /// The connection broke off in the middle of a body.
    case interrupted(what: String, why: String)
    case truncated(file: String, received: ByteCount, expected: ByteCount)
    case tooManyRedirects(host: String)
    case redirectRefused(host: String, why: String)
    /// A local folder that cannot be served: a link that leaves it, a name no repository may have, a read error.
    case folder(path: String, why: String)
    /// There is no folder at a path that somebody gave.
    case folderMissing(String)
}
