import Crypto
package import Domain

/// Names bytes while they stream by: SHA-256 and CRC-32 always, git's blob id when the length is known beforehand.
///
/// The CRC-32 is not optional because it costs little beside the SHA-256 and saves a package a pass over the data.
package struct ContentHasher: Sendable {
    private var sha256 = SHA256()
    private var crc32 = CRC32()
    private var git: Insecure.SHA1?
    private let announced: ByteCount?
    /// How many bytes were fed.
    package private(set) var count = ByteCount.zero

    /// `gitBlobOf`: the length of the whole content, when git's id of it is wanted; git hashes the length first.
    package init(gitBlobOf length: ByteCount? = nil) {
        announced = length
        guard let length else { return }
        var sha1 = Insecure.SHA1()
        sha1.update(data: Array("blob \(length.bytes)\0".utf8))
        git = sha1
    }

    /// For content announced by a Hub: also computes git's id when that is how it was announced.
    package init(expecting expected: ExpectedContent?) {
        guard case .gitBlob = expected?.identity else {
            self.init()
            return
        }
        self.init(gitBlobOf: expected?.size)
    }

    /// The CRC-32 of everything fed so far.
    var checksum: UInt32 { crc32.value }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        sha256.update(bufferPointer: bytes)
        git?.update(bufferPointer: bytes)
        crc32.update(bytes)
        count += ByteCount(bytes.count)
    }

    package mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

    /// The names of everything fed so far; more may be fed afterwards.
    package func finish() -> ContentHashes {
        guard let digest = Digest(bytes: Array(sha256.finalize())) else {
            preconditionFailure("a SHA-256 has 32 bytes")
        }
        let gitBlob = count == announced ? git.flatMap { GitObjectID(bytes: Array($0.finalize())) } : nil
        return ContentHashes(facts: BlobFacts(digest: digest, size: count, crc32: crc32.value), gitBlob: gitBlob)
    }

    /// The names of bytes that are already in memory.
    package static func hash(_ bytes: [UInt8], gitBlob: Bool = false) -> ContentHashes {
        var hasher = ContentHasher(gitBlobOf: gitBlob ? ByteCount(bytes.count) : nil)
        hasher.update(bytes)
        return hasher.finish()
    }
}
