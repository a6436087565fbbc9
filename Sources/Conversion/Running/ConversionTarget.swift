import Blobs
import Domain
import Hub
import Registry
import Wire

/// What a conversion is kept as.
///
/// All types of one version lie in one version of `<name>-GGUF`, as they do on the Hub: its commit is named after what it was made
/// of, so `:Q8_0` and `:F16` stand side by side, and the same conversion twice is the same.
struct ConversionTarget: Sendable {
    /// Raised when the same model would become other bytes.
    private static let format = 1

    let base: KeptVersion
    let repository: RepositoryID
    let commit: GitObjectID
    let path: RepositoryPath
    let label: String

    init(_ base: KeptVersion, _ type: OutputType, name: String) throws {
        self.base = base
        label = type.label
        let stem = base.repository.name
        let origin = "roost conversion \(Self.format)\n\(base.repository.path)\n\(base.commit.hex)\n"
        guard let repository = RepositoryID(name), let path = RepositoryPath("\(stem)-\(label).gguf"),
            let commit = ContentHasher.hash(Array(origin.utf8), gitBlob: true).gitBlob
        else { throw ConversionError.nameInvalid(name) }
        self.repository = repository
        self.commit = commit
        self.path = path
    }

    static func origin(_ base: RepositoryID) -> String { "converted from \(base.path)@" }
    var source: String { Self.origin(base.repository) + base.commit.hex }

    func derivation(of made: StagedBlob, in blobs: BlobStore) async throws -> Derivation {
        let card = try await ConversionCard(base, target: self).text(in: blobs)
        guard let readme = RepositoryPath("README.md") else { throw ConversionError.nameInvalid("README.md") }
        let staged = try await blobs.stage(bytes: Array(card.utf8), name: "README.md", gitBlob: true)
        let texts = base.files.filter { Self.isTerms($0.path) }
        return Derivation(
            repository: repository, commit: commit, source: source,
            selection: "made here in \(label) from \(base.repository.path) at \(base.commit.short)",
            quantisation: label,
            files: [
                .init(path: path, content: .made(made)), .init(path: readme, content: .made(staged)),
            ] + texts.map { .init(path: $0.path, content: .taken($0)) })
    }

    /// Terms that go wherever the weights go.
    private static func isTerms(_ path: RepositoryPath) -> Bool {
        let name = path.text.uppercased()
        return ["LICENSE", "LICENCE", "COPYING", "NOTICE", "USE_POLICY"].contains { name.hasPrefix($0) }
            && ["", "TXT", "MD"].contains(path.fileExtension.uppercased()) && path.segments.count == 1
    }

    func report(_ facts: BlobFacts, unchanged: Bool, verdict: VerdictSummary?) -> ConversionReport {
        ConversionReport(
            model: repository.path, commit: commit.hex, base: base.repository.path, baseCommit: base.commit.hex,
            file: path.text, quantisation: label, sizeBytes: facts.size.bytes, sha256: facts.digest.hex,
            unchanged: unchanged, verdict: verdict)
    }
}
