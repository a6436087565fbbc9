import Glibc
package import Domain
import SystemPackage

extension BlobStore {
    /// How much of some content was fetched before and waits to be gone on with, by its journal; zero when nothing is there.
    package func partialBytes(of content: ContentIdentity) throws -> ByteCount {
        let path = partialPath(of: content, suffix: "part")
        guard let status = try path.statusIfThere(), status.type == .regular else { return .zero }
        return ByteCount(Int64(status.rawValue.st_blocks) * 512)
    }

    /// Removes the journal of a download whose blob is placed.
    package func forgetJournal(of content: ContentIdentity) throws {
        try partialPath(of: content, suffix: "journal").unlink()
    }

    /// What is known of a blob after reading it through; nil when it is not there or not what its name says.
    package func provedFacts(of digest: Digest) async throws -> BlobFacts? {
        guard let size = try size(of: digest), try await verify(digest) == .ok else { return nil }
        return BlobFacts(digest: digest, size: size, crc32: try await crc32(of: digest))
    }

    /// Bytes of all that is unfinished.
    package func partialBytes() throws -> ByteCount {
        try partial.names().compactMap { try partial.appending($0).statusIfThere() }
            .filter { $0.type == .regular }.map { ByteCount(Int64($0.rawValue.st_blocks) * 512) }.total()
    }
}

extension FilePath {
    /// A file that was proved but not placed is read-only; to be gone on with it must be writable again.
    func makeWritableIfThere() throws {
        guard try statusIfThere()?.type == .regular else { return }
        _ = try naming("reopen", self) {
            _ = try withPlatformString { path throws(Errno) in try checked { chmod(path, 0o600) } }
        }
    }
}
