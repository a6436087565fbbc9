import Domain
import NIOPosix
import SystemPackage

extension BlobStore {
    /// Places staged blobs: afterwards they survive a power cut.
    ///
    /// Each is placed whole or not at all. A blob that is there already stays and the staged file is dropped, unless
    /// `replacing` is asked for, to heal a damaged one. May be repeated after an error or a crash.
    package func commit(_ staged: [StagedBlob], replacing: Bool = false) async throws {
        try await threads.runIfActive { try place(staged, replacing: replacing) }
    }

    private func place(_ staged: [StagedBlob], replacing: Bool) throws {
        var folders: Set<FilePath> = []
        var wanted: [StagedBlob] = []
        var seen: Set<Digest> = []
        for blob in staged {
            folders.insert(folder(of: blob.facts.digest))
            let isThere = try size(of: blob.facts.digest) == blob.facts.size
            guard seen.insert(blob.facts.digest).inserted, !isThere || replacing else {
                try blob.path.unlink()
                continue
            }
            guard try blob.path.statusIfThere() != nil else {
                if isThere { continue }
                throw BlobError.system(blob.path, action: "place", .noSuchFileOrDirectory)
            }
            wanted.append(blob)
        }
        try makeDurable(wanted)
        var hasNewFolder = false
        for folder in Set(wanted.map { self.folder(of: $0.facts.digest) }) {
            hasNewFolder = try folder.makeFolder() || hasNewFolder
        }
        for blob in wanted {
            try naming("place", blob.path) { try blob.path.rename(to: path(of: blob.facts.digest)) }
            // Renaming one hard link onto another of the same file does nothing, and says so to nobody.
            if blob.origin == .hardlink { try blob.path.unlink() }
        }
        try syncNames(in: folders, hasNewFolder: hasNewFolder)
    }

    /// One sync of the whole file system is cheaper than many small ones, each of which waits for the disk.
    private func makeDurable(_ staged: [StagedBlob]) throws {
        let small = staged.count { $0.facts.size <= ByteCount(1 << 20) }
        guard small < 8 else { return try syncEverything() }
        for blob in staged {
            let file = try OpenFile(blob.path, .readOnly, options: .noFollow)
            try naming("sync", blob.path) { try file.descriptor.syncData() }
        }
    }

    private func syncNames(in folders: Set<FilePath>, hasNewFolder: Bool) throws {
        guard folders.count < 8 else { return try syncEverything() }
        for folder in folders.sorted(by: { $0.string < $1.string }) { try folder.syncFolder() }
        if hasNewFolder { try blobs.syncFolder() }
    }

    private func syncEverything() throws {
        let folder = try OpenFile(partial, .readOnly, options: .directory)
        try naming("sync", partial) { try folder.descriptor.syncFileSystem() }
    }
}
