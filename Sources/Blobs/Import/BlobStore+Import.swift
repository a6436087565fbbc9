package import Domain
import NIOPosix
package import SystemPackage

extension BlobStore {
    /// Takes a file of the user's into the store without copying it where that is possible and safe; see `ImportMode`.
    ///
    /// Only regular files. A symbolic link is refused, unless `within` names a folder and the link stays inside it.
    package func adopt(
        fileAt path: FilePath, mode: ImportMode = .auto, expected: ExpectedContent? = nil, within: FilePath? = nil,
        gitBlob: Bool = false
    ) async throws -> StagedBlob {
        let staged = try await stage(fileAt: path, mode: mode, expected: expected, within: within, gitBlob: gitBlob)
        try await commit([staged])
        return staged
    }

    /// The first half of `adopt`, for callers that place many files with one `commit`.
    package func stage(
        fileAt path: FilePath, mode: ImportMode = .auto, expected: ExpectedContent? = nil, within: FilePath? = nil,
        gitBlob: Bool = false
    ) async throws -> StagedBlob {
        let source = try SourceFile(path, within: within)
        let size = ByteCount(source.status.size)
        let wantsGit = if case .gitBlob = expected?.identity { true } else { gitBlob }
        let adoption = Adoption(
            store: self, name: path.string, source: source, expected: expected,
            hasher: ContentHasher(gitBlobOf: wantsGit ? size : nil))
        if let expected, expected.size != size {
            throw BlobError.mismatch(name: path.string, expected: expected, found: "\(size)")
        }
        return switch mode {
        case .auto: try await adoption.auto()
        case .copy: try await adoption.copied()
        case .hardlink: try await adoption.linkedOrRefused()
        case .reflink: try await adoption.clonedOrRefused()
        }
    }
}

/// The ways of taking one file over. Each hashes the very bytes that will be kept.
private struct Adoption {
    let store: BlobStore
    let name: String
    let source: SourceFile
    let expected: ExpectedContent?
    let hasher: ContentHasher

    func auto() async throws -> StagedBlob {
        if let clone = try await cloned() { return clone }
        if source.isLeftAlone, source.reasonAgainstLinking == nil, let link = try await linked() { return link }
        return try await copied()
    }

    func clonedOrRefused() async throws -> StagedBlob {
        if let clone = try await cloned() { return clone }
        throw BlobError.cannotShare(
            source.file.path, how: .reflink, why: "the file system cannot, or the store is on another one")
    }

    func linkedOrRefused() async throws -> StagedBlob {
        if let reason = source.reasonAgainstLinking {
            throw BlobError.cannotShare(source.file.path, how: .hardlink, why: reason)
        }
        if let link = try await linked() { return link }
        throw BlobError.cannotShare(
            source.file.path, how: .hardlink, why: "the store is on another file system, or the file changed meanwhile")
    }

    func copied() async throws -> StagedBlob {
        try await store.stageFile(origin: .copy) { file in
            let hashes = try await hash(source.file, copyingTo: file)
            guard try source.isUnchanged() else { throw BlobError.changedWhileReading(source.file.path) }
            return hashes
        }
    }

    /// Nil where the file system has no reflinks, which is asked once for each.
    private func cloned() async throws -> StagedBlob? {
        let device = source.status.deviceID
        guard store.session.mayClone(fromDevice: device) else { return nil }
        do {
            return try await store.stageFile(origin: .reflink) { file in
                do throws(Errno) {
                    try file.descriptor.clone(source.file.descriptor)
                } catch {
                    if Self.errorsOfDevices.contains(error) { store.session.cannotClone(fromDevice: device) }
                    throw NotPossible()
                }
                guard try file.status().size == source.status.size else {
                    throw BlobError.changedWhileReading(source.file.path)
                }
                return try await hash(file)
            }
        } catch is NotPossible {
            return nil
        }
    }

    /// Nil where no hard link can be made, or when the file was written to meanwhile.
    private func linked() async throws -> StagedBlob? {
        let path = try store.session.nextPath()
        guard source.link(to: path) else { return nil }
        do {
            let hashes = try await hash(source.file)
            guard let link = try path.statusIfThere(), link.inode == source.status.inode, try source.isUnchanged()
            else {
                try path.unlink()
                return nil
            }
            return StagedBlob(facts: hashes.facts, gitBlob: hashes.gitBlob, origin: .hardlink, path: path)
        } catch {
            _ = try? path.unlink()  // The first error says more.
            throw error
        }
    }

    private func hash(_ file: OpenFile, copyingTo destination: OpenFile? = nil) async throws -> ContentHashes {
        let pass = ContentPass(
            source: file, range: 0..<Int64(source.status.size), destination: destination, threads: store.threads)
        let hashes = try await pass.run(hasher: hasher)
        try hashes.check(expected, name: name)
        return hashes
    }

    private struct NotPossible: Error {}
    /// What a file system without reflinks answers; other errors are of one file.
    private static let errorsOfDevices: [Errno] = [.notSupported, .inappropriateIOCTLForDevice, .improperLink]
}
