import Domain
import Synchronization

/// What a `RemoteHub` remembers between requests: the last rate limit, and where signed files were found.
final class RemoteHubMemory: Sendable {
    struct FileKey: Hashable {
        let repository: RepositoryID
        let commit: GitObjectID
        let path: RepositoryPath
    }

    /// The short-lived address of a file on a content network, with the identity the Hub itself gave.
    struct SignedLocation {
        let location: WebLocation
        let identity: String?
    }

    private struct Contents {
        var rateLimit: RateLimit?
        var signed: [FileKey: SignedLocation] = [:]
        var familiar: Set<WebOrigin> = []
    }

    /// Enough for every file of a large repository; beyond it all are forgotten and resolved anew.
    private static let maximumLocations = 10_000
    private static let maximumHosts = 100
    private let contents = Mutex(Contents())

    var rateLimit: RateLimit? { contents.withLock { $0.rateLimit } }

    func note(_ rateLimit: RateLimit) { contents.withLock { $0.rateLimit = rateLimit } }

    func location(of file: FileKey) -> SignedLocation? { contents.withLock { $0.signed[file] } }

    func remember(_ location: SignedLocation, for file: FileKey) {
        contents.withLock {
            if $0.signed.count >= Self.maximumLocations { $0.signed.removeAll() }
            $0.signed[file] = location
        }
    }

    /// Whether a host was judged before, and may be asked.
    func isFamiliar(_ origin: WebOrigin) -> Bool { contents.withLock { $0.familiar.contains(origin) } }

    func noteFamiliar(_ origin: WebOrigin) {
        contents.withLock {
            if $0.familiar.count >= Self.maximumHosts { $0.familiar.removeAll() }
            $0.familiar.insert(origin)
        }
    }

    func forget(_ file: FileKey) { contents.withLock { $0.signed[file] = nil } }
}
