import Crypto
import Domain
import NIOCore
import Synchronization

/// Remembers what files hash to, by their stamps: a file is read again only when it changed.
final class FolderIndex: Sendable {
    private struct Key: Hashable {
        let stamp: FileStamp
        let isLarge: Bool
    }

    private static let maximumEntries = 200_000
    private static let chunk = 1 << 20
    private let known = Mutex<[Key: ContentIdentity]>([:])

    /// The name a Hub would give the bytes. Blocking for as long as it takes to read them.
    func identity(of file: FolderFile) throws -> ContentIdentity {
        let key = Key(stamp: file.stamp, isLarge: file.isLarge)
        if let identity = known.withLock({ $0[key] }) { return identity }
        let identity = try Self.hash(file)
        known.withLock {
            if $0.count >= Self.maximumEntries { $0.removeAll() }
            $0[key] = identity
        }
        return identity
    }

    private static func hash(_ file: FolderFile) throws -> ContentIdentity {
        var sha256 = SHA256()
        var sha1 = Insecure.SHA1()
        let reader = try FileReader(file)
        if !file.isLarge { sha1.update(data: Array("blob \(file.stamp.size)\0".utf8)) }
        var offset: Int64 = 0
        while offset < file.stamp.size {
            let piece = try reader.read(chunk, at: offset)
            offset += Int64(piece.readableBytes)
            piece.withUnsafeReadableBytes { bytes in
                if file.isLarge { sha256.update(bufferPointer: bytes) } else { sha1.update(bufferPointer: bytes) }
            }
        }
        // Hashed bytes that were overwritten meanwhile would name nothing.
        guard offset == file.stamp.size, FileStatus(at: file.absolutePath)?.stamp == file.stamp else {
            throw HubError.folder(path: file.absolutePath, why: "changed while it was read")
        }
        let identity: ContentIdentity? =
            file.isLarge
            ? Domain.Digest(bytes: Array(sha256.finalize())).map { .sha256($0) }
            : GitObjectID(bytes: Array(sha1.finalize())).map { .gitBlob($0) }
        guard let identity else { throw HubError.folder(path: file.absolutePath, why: "cannot be hashed") }
        return identity
    }
}
