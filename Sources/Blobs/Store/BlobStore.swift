package import Domain
package import NIOPosix
package import SystemPackage

/// The bytes Roost keeps, each once, named by their SHA-256: `blobs/sha256/ab/<digest>` below the home.
///
/// A blob is written whole or not at all: it is staged in `partial/`, made durable, then renamed into place. Any number
/// of processes may use one home.
package struct BlobStore: Sendable {
    /// The home: the folder with `blobs/` and `partial/` in it.
    package let root: FilePath
    /// Where unfinished files live; on the same file system as the blobs, so that finishing is a rename.
    package let partial: FilePath
    /// How much of the file system is left free.
    package let reserve: ByteCount
    let blobs: FilePath
    let threads: NIOThreadPool
    let session: StagingSession

    private init(root: FilePath, reserve: ByteCount, threads: NIOThreadPool) {
        self.root = root
        self.reserve = reserve
        self.threads = threads
        partial = root.appending("partial")
        blobs = root.appending("blobs").appending("sha256")
        session = StagingSession(folder: partial)
    }

    /// The store in a home that exists; `BlobError.homeMissing` when a folder of it does not.
    ///
    /// File work runs on `threads`, which must outlive the store.
    package static func open(
        at root: FilePath, reserve: ByteCount = ByteCount(500_000_000), threads: NIOThreadPool = .singleton
    ) throws -> BlobStore {
        let store = BlobStore(root: root, reserve: reserve, threads: threads)
        for folder in [root, store.blobs, store.partial] {
            guard (try? Stat(folder))?.type == .directory else {  // Whatever the reason, it cannot be used.
                throw BlobError.homeMissing(folder)
            }
        }
        guard try Stat(store.blobs).deviceID == Stat(store.partial).deviceID else {
            throw BlobError.homeDivided(store.partial)
        }
        return store
    }

    /// Makes the folders of a new home, and leaves those that are there alone; then opens it.
    package static func create(
        at root: FilePath, reserve: ByteCount = ByteCount(500_000_000), threads: NIOThreadPool = .singleton
    ) throws -> BlobStore {
        let store = BlobStore(root: root, reserve: reserve, threads: threads)
        try store.blobs.makeFolders()
        try store.partial.makeFolder()
        try root.appending("blobs").syncFolder()
        try root.syncFolder()
        return try open(at: root, reserve: reserve, threads: threads)
    }

    /// Where a blob is, or would be.
    package func path(of digest: Digest) -> FilePath { blobs.appending("\(digest.hex.prefix(2))/\(digest.hex)") }

    /// Whether a file stands under the blob's name; its bytes are not looked at.
    package func contains(_ digest: Digest) throws -> Bool { try size(of: digest) != nil }

    /// How long the blob's file is; nil when there is none.
    package func size(of digest: Digest) throws -> ByteCount? {
        guard let status = try path(of: digest).statusIfThere(), status.type == .regular else { return nil }
        return ByteCount(status.size)
    }

    /// Opens a blob for reading; `BlobError.blobMissing` when it is not there.
    ///
    /// What was opened stays readable while it is removed.
    package func open(_ digest: Digest) throws -> BlobReader {
        do {
            return try BlobReader(digest, at: path(of: digest), threads: threads)
        } catch BlobError.system(_, _, .noSuchFileOrDirectory) {
            throw BlobError.blobMissing(digest)
        }
    }

    /// Removes a blob; returns what the disk gained, which is zero when it was absent or its bytes have another name.
    @discardableResult
    package func remove(_ digest: Digest) throws -> ByteCount {
        let path = path(of: digest)
        guard let status = try path.statusIfThere(), try path.unlink(), status.linkCount == 1 else { return .zero }
        return ByteCount(Int64(status.rawValue.st_blocks) * 512)
    }

    /// The folder a blob lives in: 256 of them, so that none grows long.
    func folder(of digest: Digest) -> FilePath { blobs.appending(String(digest.hex.prefix(2))) }
}
