import Blobs
import Domain
import Hub
import NIOCore
import Registry

/// The files of the version that is converted, read from the store.
struct SourceFiles: Sendable {
    let version: KeptVersion
    private let blobs: BlobStore

    init(_ version: KeptVersion, in blobs: BlobStore) {
        self.version = version
        self.blobs = blobs
    }

    func has(_ path: String) -> Bool { file(path) != nil }

    func file(_ path: String) -> KeptFile? { version.files.first { $0.path.text == path } }

    func open(_ file: KeptFile) throws -> BlobReader { try blobs.open(file.digest) }

    /// All bytes of a small file; nil when it is not kept.
    func bytes(_ path: String, limit: ByteCount = ConversionLimits.settingsFile) async throws -> [UInt8]? {
        guard let file = file(path) else { return nil }
        let reader = try open(file)
        guard reader.size <= limit else {
            throw ConversionError.fileTooLarge(path, size: reader.size, limit: limit)
        }
        return Array(try await reader.bytes(in: 0..<reader.size.bytes).readableBytesView)
    }

    /// A JSON file; nil when it is not kept.
    func tree(_ path: String, limit: ByteCount = ConversionLimits.settingsFile) async throws -> JSONTree? {
        guard let bytes = try await bytes(path, limit: limit) else { return nil }
        do {
            return try Self.parse(bytes)
        } catch {
            throw ConversionError.malformed(file: path, error.what)
        }
    }

    private static func parse(_ bytes: [UInt8]) throws(JSONTreeParser.Fault) -> JSONTree {
        try JSONTreeParser.parse(bytes)
    }

    /// Formats the weights are kept in, for who finds none that is converted.
    var formats: [String] {
        let known: Set<String> = ["gguf", "bin", "onnx", "pt", "pth", "h5", "msgpack", "pkl"]
        return Array(Set(version.files.map(\.path.fileExtension).filter { known.contains($0) })).sorted()
    }
}

/// A blob as something whose header can be read.
struct SourceRanges: RangeReading {
    let reader: BlobReader
    var size: Int64 { reader.size.bytes }

    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        Array(try await reader.bytes(in: range).readableBytesView)
    }
}
