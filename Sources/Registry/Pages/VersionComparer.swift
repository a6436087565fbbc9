package import Domain
import Hub
import Scoring
package import Wire

/// Holds two kept versions of a model against each other: files, sizes, scores, licence, verdict.
package struct VersionComparer: Sendable {
    private let catalogue: Catalogue
    private let ledger: GateLedger

    package init(catalogue: Catalogue, ledger: GateLedger) {
        self.catalogue = catalogue
        self.ledger = ledger
    }

    /// Files that are named; beyond, they are only counted.
    static let mostFiles = 5000
    /// Files of one version that are looked at.
    private static let mostCompared = 200_000

    /// - Parameters:
    ///   - from: nil for the version that was kept before `to`.
    ///   - to: nil for the current one.
    package func compare(
        _ repository: RepositoryID, from: Revision?, to: Revision?
    ) async throws -> VersionComparison {
        let new = try await catalogue.kept(repository, at: to)
        let base = if let from { from } else { try await before(new) }
        let old = try await catalogue.kept(repository, at: base)
        let (left, right) = (try await side(old), try await side(new))
        let oldFiles = try await files(of: old)
        let newFiles = try await files(of: new)
        var isComplete = try await isListed(old)
        if isComplete { isComplete = try await isListed(new) }
        let changes = FileChanges(
            from: isComplete ? oldFiles : oldFiles.filter(\.kept), to: isComplete ? newFiles : newFiles.filter(\.kept))
        return VersionComparison(
            model: repository.path, kind: repository.kind.rawValue,
            from: Self.side(old, left, bytes: changes.fromBytes), to: Self.side(new, right, bytes: changes.toBytes),
            files: Array(changes.files.prefix(Self.mostFiles)), filesChanged: changes.files.count,
            filesUnchanged: changes.unchanged, complete: isComplete,
            scores: Self.scores(left.subject?.assessment, right.subject?.assessment))
    }

    private typealias Known = (subject: GateSubject?, verdict: Verdict?)

    private func side(_ version: KeptVersion) async throws -> Known {
        (
            try await ledger.subject(of: version.repository, at: version.commit),
            try await ledger.verdict(of: version.repository, at: version.commit)
        )
    }

    private static func side(_ version: KeptVersion, _ known: Known, bytes: Int64) -> VersionComparison.Side {
        let licence = StoredInfo(stored: version.info).tags.licence
        return VersionComparison.Side(
            commit: version.commit.hex, keptAt: Moment.text(version.keptAt), sizeBytes: bytes, licence: licence,
            licenceVerdict: known.subject?.licence?.verdict, netScore: known.subject?.assessment.netScore,
            verdict: known.verdict?.summary, quarantined: version.isQuarantined)
    }

    private static func scores(_ from: Assessment?, _ to: Assessment?) -> [VersionComparison.Score] {
        var names = (to?.metrics ?? []).map(\.name)
        names += (from?.metrics ?? []).map(\.name).filter { !names.contains($0) }
        return names.compactMap { name in
            let (old, new) = (from?[metric: name]?.score, to?[metric: name]?.score)
            return old == new ? nil : VersionComparison.Score(metric: name, from: old, to: new)
        }
    }

    /// The version that was kept before this one.
    private func before(_ version: KeptVersion) async throws -> Revision {
        let page = try await catalogue.versions(of: version.repository, PageWish(limit: PageWish.most))
        let older = page.versions.drop { $0.commit != version.commit.hex }.dropFirst().first
        guard let commit = older.flatMap({ GitObjectID($0.commit) }) else {
            throw Problem(
                .notFound, "no version of `\(version.repository.path)` was kept before `\(version.commit.short)`",
                hint: "name one with `from`")
        }
        return Revision(commit)
    }

    private func files(of version: KeptVersion) async throws -> [ModelFile] {
        try await catalogue.fileRows(of: version.versionID, after: "", limit: Self.mostCompared)
            .map { try ModelFile($0) }
    }

    private func isListed(_ version: KeptVersion) async throws -> Bool {
        try await !catalogue.listing(of: version.repository, at: version.commit).isEmpty
    }
}

/// Which of two lists' files are not the same.
struct FileChanges: Hashable, Sendable {
    let files: [VersionComparison.File]
    let unchanged: Int
    let fromBytes: Int64
    let toBytes: Int64

    init(from: [ModelFile], to: [ModelFile]) {
        let old = Dictionary(from.map { ($0.path, $0) }) { first, _ in first }
        let new = Dictionary(to.map { ($0.path, $0) }) { first, _ in first }
        var files: [VersionComparison.File] = []
        var unchanged = 0
        for path in Set(old.keys).union(new.keys) {
            let (left, right) = (old[path], new[path])
            if let left, let right, Self.areSame(left, right) {
                unchanged += 1
                continue
            }
            let change: VersionComparison.Change = left == nil ? .added : right == nil ? .removed : .changed
            files.append(
                .init(
                    path: path, role: ModelFileRole(path: path), change: change, fromBytes: left?.sizeBytes,
                    toBytes: right?.sizeBytes))
        }
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        self.unchanged = unchanged
        fromBytes = from.reduce(0) { $0 + $1.sizeBytes }
        toBytes = to.reduce(0) { $0 + $1.sizeBytes }
    }

    /// By whatever name of the bytes both have.
    private static func areSame(_ left: ModelFile, _ right: ModelFile) -> Bool {
        guard left.sizeBytes == right.sizeBytes else { return false }
        if let one = left.sha256, let other = right.sha256 { return one == other }
        if let one = left.gitOid, let other = right.gitOid { return one == other }
        return false
    }
}
