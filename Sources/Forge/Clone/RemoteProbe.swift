import Domain
import Hub
import NIOHTTP1

/// Asks a server whether it has the repository, before git does: redirects are judged here, and git then follows none.
struct RemoteProbe: Sendable {
    let reach: Reach

    private static let advertisement = "application/x-git-upload-pack-advertisement"
    private static let suffix = "/info/refs"
    /// Of the list of references, which the second version of the protocol does not even send.
    private static let limits = ReachLimits(bytes: ByteCount(8 << 20), time: .seconds(20), hops: 5)

    /// Where git is to go. Throws `ForgeError` and `ReachError`.
    func remote(_ location: WebLocation) async throws -> GitRemote {
        do {
            return try await ask(location)
        } catch ForgeError.status(404) where !location.path.hasSuffix(".git") {
            return try await ask(WebLocation(origin: location.origin, target: "\(location.path).git"))
        }
    }

    private func ask(_ location: WebLocation) async throws -> GitRemote {
        let answer = try await reach.get(
            "\(location)\(Self.suffix)?service=git-upload-pack", headers: ["Git-Protocol": "version=2"],
            limits: Self.limits)
        guard answer.status == 200 else { throw ForgeError.status(answer.status) }
        // The old protocol would let the server name further servers (`objects/info/http-alternates`).
        let type = answer.headers.first(name: "Content-Type")?.prefix { $0 != ";" }
        guard type?.lowercased() == Self.advertisement else { throw ForgeError.notGit }
        let path = answer.location.path
        guard path.hasSuffix(Self.suffix) else { throw ForgeError.notGit }
        let base = WebLocation(origin: answer.location.origin, target: String(path.dropLast(Self.suffix.count)))
        let target = try await reach.check(base)
        return GitRemote(
            url: base.description, scheme: base.origin.scheme.rawValue, resolve: target.resolveEntry,
            proxy: target.proxyAddress)
    }
}
