package import Domain

/// A file of a package: a path and the blob it holds.
package struct PackageEntry: Hashable, Sendable {
    package let path: RepositoryPath
    package let blob: Digest
    package let size: ByteCount
    /// Of the blob; `BlobStore.crc32(of:)` computes it when it is not known.
    package let crc32: UInt32

    package init(path: RepositoryPath, blob: Digest, size: ByteCount, crc32: UInt32) {
        self.path = path
        self.blob = blob
        self.size = size
        self.crc32 = crc32
    }

    package init(path: RepositoryPath, facts: BlobFacts) {
        self.init(path: path, blob: facts.digest, size: facts.size, crc32: facts.crc32)
    }

    /// Weights that programs map into memory.
    var isMapped: Bool { ["safetensors", "gguf"].contains(path.fileExtension) }
}

/// A stretch of a package.
package enum PackagePiece: Hashable, Sendable {
    /// Headers, the manifest, the central directory.
    case bytes([UInt8])
    case blob(Digest, offset: Int64, length: Int64)

    package var length: Int64 {
        switch self {
        case .bytes(let bytes): Int64(bytes.count)
        case .blob(_, _, let length): length
        }
    }
}
