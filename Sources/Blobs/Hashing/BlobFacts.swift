package import Domain

/// What is known of bytes once they were read through: their name, their length and the checksum a package needs.
package struct BlobFacts: Hashable, Sendable {
    package let digest: Digest
    package let size: ByteCount
    package let crc32: UInt32

    package init(digest: Digest, size: ByteCount, crc32: UInt32) {
        self.digest = digest
        self.size = size
        self.crc32 = crc32
    }
}

/// Everything a hasher found out.
package struct ContentHashes: Hashable, Sendable {
    package let facts: BlobFacts
    /// Git's name of the bytes, when it was asked for and the announced length was the real one.
    package let gitBlob: GitObjectID?

    package init(facts: BlobFacts, gitBlob: GitObjectID?) {
        self.facts = facts
        self.gitBlob = gitBlob
    }

    /// Whether these are the announced bytes.
    package func matches(_ expected: ExpectedContent) -> Bool {
        guard facts.size == expected.size else { return false }
        return switch expected.identity {
        case .sha256(let digest): digest == facts.digest
        case .gitBlob(let id): id == gitBlob
        }
    }

    /// Throws `BlobError.mismatch`, naming the file, when these are not the announced bytes; nil announces nothing.
    package func check(_ expected: ExpectedContent?, name: String) throws {
        guard let expected, !matches(expected) else { return }
        let found =
            switch expected.identity {
            case .sha256: "\(facts.digest) of \(facts.size)"
            case .gitBlob: "\(gitBlob.map { "git:\($0)" } ?? "something else") of \(facts.size)"
            }
        throw BlobError.mismatch(name: name, expected: expected, found: found)
    }
}
