import Blobs
import Domain
import FoundationEssentials
import Glibc
import SystemPackage

/// The folder that becomes `/in`: kept files as the Hub's own client lays out its cache, so that `from_pretrained("org/name")` finds
/// them, and the code to be run.
///
/// Files are hard links to blobs, which nobody can write; a copy where there can be no link. No name in it comes from anywhere
/// but `RepositoryID`, `GitObjectID` and `RepositoryPath`.
struct SnapshotStage: Sendable {
    /// Held as long as the run lives, by whatever it ends.
    private let claim: RunFolders.Claim
    var folder: FilePath { claim.folder }

    /// Where the cache is seen inside.
    static let cache = "/in/hub"
    static let program = "/in/run/example.py"

    /// Makes an empty stage; what a killed run left there goes.
    init(_ name: FilePath.Component, in folders: RunFolders) throws {
        try Self.make(folders.folder)
        claim = try folders.claim(name)
        // The code runs as another user when Roost is root, so everybody must be able to read.
        chmod(claim.folder.string, 0o755)
        for part in [folder.appending("hub"), folder.appending("run")] { try Self.make(part) }
    }

    func remove() throws {
        if access(folder.string, F_OK) == 0 { try FileManager.default.removeItem(atPath: folder.string) }
    }

    /// Where the files of a version are seen inside.
    static func snapshot(of version: KeptVersion) -> String {
        "\(cache)/\(name(of: version.repository))/snapshots/\(version.commit.hex)"
    }

    /// The folder of a repository in the cache, as `huggingface_hub` names it: not the same for all repositories of other names.
    static func name(of repository: RepositoryID) -> String {
        let kind = repository.kind == .dataset ? "datasets" : "models"
        return "\(kind)--" + repository.path.split(separator: "/").joined(separator: "--")
    }

    /// Lays out a version under `main` and under the revision it was pulled as.
    @concurrent func add(_ version: KeptVersion, from store: BlobStore) async throws {
        let root = folder.appending("hub").appending(Self.name(of: version.repository))
        let snapshot = root.appending("snapshots").appending(version.commit.hex)
        for revision in Set(["main", version.revision]) where Self.isPlain(revision) {
            try write(version.commit.hex, to: root.appending("refs").pushing(FilePath(revision)))
        }
        for file in version.files {
            try Task.checkCancellation()
            let target = snapshot.pushing(FilePath(file.path.text))
            try Self.make(target.removingLastComponent())
            try Self.place(store.path(of: file.digest), at: target)
        }
    }

    /// Whether a revision can have a file of its own beside that of `main`.
    private static func isPlain(_ revision: String) -> Bool {
        RepositoryPath(revision) != nil && !revision.hasPrefix("main/")
    }

    /// Puts the code where it is run from.
    func write(code: String) throws { try write(code, to: folder.appending("run").appending("example.py")) }

    private func write(_ text: String, to path: FilePath) throws {
        try Self.make(path.removingLastComponent())
        try Data(text.utf8).write(to: URL(filePath: path.string))
        chmod(path.string, 0o644)
    }

    /// The code runs as another user when Roost is root, so everybody must be able to read.
    private static func make(_ folder: FilePath) throws {
        guard access(folder.string, F_OK) != 0 else { return }
        try make(folder.removingLastComponent())
        guard mkdir(folder.string, 0o755) == 0 || errno == EEXIST else {
            throw Problem(.internal, "could not make `\(folder)`: \(Errno(rawValue: errno))")
        }
        chmod(folder.string, 0o755)
    }

    private static func place(_ blob: FilePath, at target: FilePath) throws {
        var status = stat()
        let isReadable = stat(blob.string, &status) == 0 && status.st_mode & 0o444 == 0o444
        if isReadable, link(blob.string, target.string) == 0 { return }
        try FileManager.default.copyItem(atPath: blob.string, toPath: target.string)
        chmod(target.string, 0o444)
    }
}
