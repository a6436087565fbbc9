package import Domain
import NIOCore
import NIOPosix
package import SystemPackage

/// Writes packages to files and pipes in bounded memory.
package struct PackageWriter: Sendable {
    /// How many bytes were written so far; called now and then.
    package typealias Progress = @Sendable (_ written: ByteCount) -> Void

    private let store: BlobStore

    package init(store: BlobStore) { self.store = store }

    /// Writes a package under a name, whole or not at all; a file that stood there is replaced in one moment.
    package func write(_ layout: PackageLayout, toFileAt path: FilePath, progress: Progress? = nil) async throws {
        try await store.threads.runIfActive { [store] in try store.checkBlobs(of: layout) }
        let folder = path.folder
        let random = String(UInt64.random(in: .min ... .max), radix: 36)
        let partial = folder.appending(".\(path.lastComponent?.string ?? "package").\(random).part")
        let output = try OpenFile(
            partial, .writeOnly, options: [.create, .exclusiveCreate],
            permissions: [.ownerReadWrite, .groupRead, .otherRead])
        do {
            let copied = try await copy(layout, to: output, progress: progress)
            try await send(layout, to: output, from: copied, progress: progress)
            try await store.threads.runIfActive {
                try naming("sync", path) { try output.descriptor.sync() }
                try naming("place", path) { try partial.rename(to: path) }
                try folder.syncFolder()
            }
        } catch {
            _ = try? partial.unlink()  // The first error says more.
            throw error
        }
    }

    /// Writes a package, or a range of it, to an open file or pipe at its present position; `name` is for errors.
    ///
    /// The caller keeps the descriptor open until this returns, and closes it.
    package func write(
        _ layout: PackageLayout, to descriptor: SystemPackage.FileDescriptor, name: FilePath,
        in range: Range<Int64>? = nil,
        progress: Progress? = nil
    ) async throws {
        var written = ByteCount.zero
        for try await chunk in store.chunks(of: layout, in: range) {
            try await store.threads.runIfActive {
                _ = try chunk.withUnsafeReadableBytes { bytes in
                    try naming("write", name) { try descriptor.writeAll(bytes) }
                }
            }
            written += ByteCount(chunk.readableBytes)
            progress?(written)
        }
    }

    /// The slow way, for what the kernel would not copy.
    private func send(
        _ layout: PackageLayout, to output: OpenFile, from start: Int64, progress: Progress?
    ) async throws {
        guard start < layout.size.bytes else { return }
        try await write(layout, to: output.descriptor, name: output.path, in: start..<layout.size.bytes) { written in
            progress?(ByteCount(start) + written)
        }
    }

    /// Lets the kernel copy blobs, which on some file systems shares their blocks; returns how far it got.
    private func copy(_ layout: PackageLayout, to output: OpenFile, progress: Progress?) async throws -> Int64 {
        var copying = PackageCopying(store: store, layout: layout, output: output)
        while copying.isPossible, copying.written < layout.size.bytes {
            try Task.checkCancellation()
            copying = try await store.threads.runIfActive { [copying] in
                var copying = copying
                try copying.step()
                return copying
            }
            progress?(ByteCount(copying.written))
        }
        return copying.written
    }
}

extension FilePath {
    /// The folder it stands in; `.` for a bare name.
    fileprivate var folder: FilePath {
        let folder = removingLastComponent()
        return folder.isEmpty ? FilePath(".") : folder
    }
}
