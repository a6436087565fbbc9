import API
import Domain
import FoundationEssentials
import Testing
import Wire

/// Small repositories to serve.
enum Sample {
    static let commit = "0123456789abcdef0123456789abcdef01234567"
    /// The git id of `hello\n`.
    static let helloID = "ce013625030ba8dba906f756967f9e9ca394464a"
    /// The SHA-256 of `weights`.
    static let weightsDigest = "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c"

    static func summary(_ path: String, kind: RepositoryKind = .model) throws -> MirrorSummary {
        MirrorSummary(
            id: try #require(RepositoryID(path, kind: kind)), commit: try #require(GitObjectID(commit)),
            createdAt: Date(timeIntervalSince1970: 1_700_000_000),
            lastModified: Date(timeIntervalSince1970: 1_700_000_000.123))
    }

    /// Five files, one of them large, in folders three deep.
    static func repository(
        _ path: String, kind: RepositoryKind = .model, access: MirrorAccess = .granted
    ) throws -> MirrorRepository {
        var summary = try summary(path, kind: kind)
        summary.tags = ["gguf", "license:mit"]
        summary.gate = if case .gated = access { .manual } else { .none }
        summary.cardData = .object(["license": .string("mit"), "odd": .number(.nan)])
        let hello = ContentIdentity.gitBlob(try #require(GitObjectID(helloID)))
        let weights = ContentIdentity.sha256(try #require(Digest(weightsDigest)))
        let plain = try ["README.md", "sub.txt", "sub/a.txt", "sub/deep/b é+1%.txt"].map {
            MirrorFile(path: try #require(RepositoryPath($0)), size: ByteCount(6), identity: hello)
        }
        let large = MirrorFile(
            path: try #require(RepositoryPath("model.safetensors")), size: ByteCount(7), identity: weights)
        let history = MirrorHistory(
            branches: [.init(name: .main, commit: summary.commit)],
            tags: [.init(name: try #require(Revision("refs/pr/1")), commit: summary.commit)],
            commits: (0..<3).compactMap { number in
                GitObjectID("\(number)" + commit.dropFirst()).map {
                    MirrorCommit(id: $0, title: "change \(number)", authors: ["ann"], date: summary.lastModified)
                }
            })
        return MirrorRepository(summary: summary, history: history, files: plain + [large], access: access)
    }
}
