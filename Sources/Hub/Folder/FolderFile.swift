import Domain

/// A file of a served folder, before it is hashed.
struct FolderFile: Hashable, Sendable {
    let path: RepositoryPath
    /// Where its bytes are, with links resolved.
    let absolutePath: String
    let stamp: FileStamp

    var size: ByteCount { ByteCount(stamp.size) }

    private static let largeExtensions: Set<String> = [
        "safetensors", "gguf", "bin", "pt", "pth", "pkl", "joblib", "onnx", "msgpack", "h5", "npz",
    ]

    /// Whether a Hub would keep it outside git, under its SHA-256.
    var isLarge: Bool { stamp.size >= 10_000_000 || Self.largeExtensions.contains(path.fileExtension) }
}
