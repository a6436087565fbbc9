package import Domain
import NIOPosix
package import SystemPackage

extension BlobStore {
    /// Stages bytes that are in memory, after checking them against what was announced.
    package func stage(
        bytes: [UInt8], expected: ExpectedContent? = nil, name: String = "file", gitBlob: Bool = false
    ) async throws -> StagedBlob {
        let session = session
        return try await threads.runIfActive {
            let wantsGit = if case .gitBlob = expected?.identity { true } else { gitBlob }
            let hashes = ContentHasher.hash(bytes, gitBlob: wantsGit)
            try hashes.check(expected, name: name)
            let path = try session.nextPath()
            do {
                let file = try OpenFile(path, .readWrite, options: [.create, .exclusiveCreate], permissions: .blob)
                try bytes.withUnsafeBytes { try file.append($0) }
            } catch {
                _ = try? path.unlink()  // The first error says more.
                throw error
            }
            return StagedBlob(facts: hashes.facts, gitBlob: hashes.gitBlob, origin: .written, path: path)
        }
    }

    /// Stages a finished file of `partial/` whose bytes the caller has hashed while writing them. It is taken over.
    ///
    /// The length is checked again; the bytes are not.
    package func stage(verifiedFileAt path: FilePath, hashes: ContentHashes) throws -> StagedBlob {
        guard path.removingLastComponent() == partial, let status = try path.statusIfThere() else {
            throw BlobError.system(path, action: "take over", .noSuchFileOrDirectory)
        }
        guard status.type == .regular else { throw BlobError.notRegular(path) }
        guard ByteCount(status.size) == hashes.facts.size else {
            throw BlobError.damaged(hashes.facts.digest, found: "\(ByteCount(status.size)) in `\(path)`")
        }
        let file = try OpenFile(path, .readOnly, options: .noFollow)
        try naming("protect", path) { try file.descriptor.setPermissions(.blob) }
        return StagedBlob(facts: hashes.facts, gitBlob: hashes.gitBlob, origin: .written, path: path)
    }

    /// Opens a staged file, to look into it before it is placed.
    package func open(_ staged: StagedBlob) throws -> BlobReader {
        try BlobReader(staged.facts.digest, at: staged.path, threads: threads)
    }

    /// Removes staged files that will not be placed after all; those already gone are no error.
    package func discard(_ staged: [StagedBlob]) throws {
        for blob in staged { try blob.path.unlink() }
    }

    /// Gives a new file in `partial/` to `fill`; the file goes if that throws.
    func stageFile(
        origin: BlobOrigin, _ fill: (OpenFile) async throws -> ContentHashes
    ) async throws -> StagedBlob {
        let path = try session.nextPath()
        do {
            let file = try OpenFile(path, .readWrite, options: [.create, .exclusiveCreate], permissions: .blob)
            let hashes = try await fill(file)
            return StagedBlob(facts: hashes.facts, gitBlob: hashes.gitBlob, origin: origin, path: path)
        } catch {
            _ = try? path.unlink()  // The first error says more.
            throw error
        }
    }
}

extension FilePermissions {
    /// Blobs are never written again; a file created so can still be written by the one who created it.
    static let blob: FilePermissions = [.ownerRead, .groupRead, .otherRead]
}
