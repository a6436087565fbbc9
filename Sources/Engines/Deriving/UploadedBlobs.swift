package import Blobs
package import Domain
import FoundationEssentials
import Glibc
package import NIOCore
package import SystemPackage

/// Files that clients send before they say what is to be made of them: by digest, proved while they come, for a day.
///
/// They are no part of the store: what is made of them passes the gate first.
package struct UploadedBlobs: Sendable {
    private let folder: FilePath
    private let store: BlobStore
    /// Bytes of one, at most.
    private static let largest: Int64 = 1 << 40
    /// Seconds one that nobody made anything of is kept.
    private static let life = 86_400
    /// Bytes after which the disk is looked at again.
    private static let stride: Int64 = 256 << 20

    package init(folder: FilePath, store: BlobStore) {
        self.folder = folder
        self.store = store
    }

    /// Where it is, uploaded or kept; nil when it is neither.
    package func file(_ digest: Digest) throws -> FilePath? {
        let own = path(digest)
        if access(own.string, F_OK) == 0 { return own }
        return try store.contains(digest) ? store.path(of: digest) : nil
    }

    /// Takes a file in.
    ///
    /// - Returns: whether it is new. Throws a problem when its bytes are others than those of the digest.
    package func receive(
        _ digest: Digest, _ body: some AsyncSequence<ByteBuffer, any Error>
    ) async throws -> Bool {
        if try file(digest) != nil { return false }
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        sweep()
        let staged = FilePath("\(path(digest)).\(UInt64.random(in: .min ... .max))")
        do {
            let file = try OpenFile(
                staged, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
            guard try await write(body, to: file) == digest else {
                throw Problem(.badRequest, "digest mismatch, expected \(digest)")
            }
            guard fsync(file.descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
            guard rename(staged.string, path(digest).string) == 0 else { throw Errno(rawValue: errno) }
        } catch {
            unlink(staged.string)
            throw error
        }
        return true
    }

    /// Lays files side by side under names of their own, for as long as the closure runs.
    package func laidOut<Value>(
        _ files: [RepositoryPath: FilePath], texts: [RepositoryPath: String],
        _ body: (FilePath) async throws -> Value
    ) async throws -> Value {
        let own = folder.appending("layout-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: own.string) }  // swept up later
        for (name, file) in files {
            let place = own.appending(name.text)
            try FileManager.default.createDirectory(
                atPath: place.removingLastComponent().string, withIntermediateDirectories: true)
            if link(file.string, place.string) != 0 {
                try FileManager.default.copyItem(atPath: file.string, toPath: place.string)
            }
        }
        for (name, text) in texts {
            try Data(text.utf8).write(to: URL(filePath: own.appending(name.text).string))
        }
        return try await body(own)
    }

    /// Lets go of one that something was made of.
    package func remove(_ digest: Digest) { unlink(path(digest).string) }

    private func write(
        _ body: some AsyncSequence<ByteBuffer, any Error>, to file: OpenFile
    ) async throws -> Digest {
        var hash = ContentHasher()
        var size: Int64 = 0
        var looked: Int64 = 0
        try store.requireSpace(.zero)
        for try await buffer in body {
            size += Int64(buffer.readableBytes)
            guard size <= Self.largest else {
                throw Problem(.badRequest, "a file of more than \(ByteCount(Self.largest)) is not taken")
            }
            if size - looked > Self.stride {
                try store.requireSpace(ByteCount(Self.stride))
                looked = size
            }
            try buffer.withUnsafeReadableBytes { bytes in
                hash.update(bytes)
                try file.append(bytes)
            }
        }
        return hash.finish().facts.digest
    }

    private func path(_ digest: Digest) -> FilePath { folder.appending(digest.hex) }

    /// Removes what has lain here for longer than a day, whole or not.
    private func sweep() {
        for name in ProcessFiles.names(in: folder) {
            var status = stat()
            let path = folder.appending(name)
            guard stat(path.string, &status) == 0, time(nil) - status.st_mtim.tv_sec > Self.life else { continue }
            try? FileManager.default.removeItem(atPath: path.string)  // the next one sees to it
        }
    }
}
