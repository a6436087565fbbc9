import Domain
import NIOPosix
import SystemPackage

/// One pass over bytes of a file: they are hashed and, if there is a destination, copied to it.
///
/// Works in slices, each a short job on the thread pool, so that long files leave room for others and can be cancelled.
struct ContentPass {
    private static let sliceLength: Int64 = 8 << 20
    private static let bufferLength = 1 << 20

    let source: OpenFile
    let range: Range<Int64>
    /// Written from its present position on.
    var destination: OpenFile?
    let threads: NIOThreadPool

    /// Returns what `hasher` found; `BlobError.changedWhileReading` when the file ends before the range does.
    func run(
        hasher: ContentHasher, progress: (@Sendable (_ done: ByteCount) -> Void)? = nil
    ) async throws -> ContentHashes {
        var hasher = hasher
        source.descriptor.adviseSequential()
        var offset = range.lowerBound
        while offset < range.upperBound {
            try Task.checkCancellation()
            let slice = offset..<min(offset + Self.sliceLength, range.upperBound)
            hasher = try await threads.runIfActive { [source, destination, hasher] in
                try Self.work(slice, of: source, to: destination, hasher: hasher)
            }
            offset = slice.upperBound
            progress?(ByteCount(offset - range.lowerBound))
        }
        return hasher.finish()
    }

    private static func work(
        _ slice: Range<Int64>, of source: OpenFile, to destination: OpenFile?, hasher: ContentHasher
    ) throws -> ContentHasher {
        var hasher = hasher
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: min(bufferLength, slice.count), alignment: 4096)
        defer { buffer.deallocate() }
        var offset = slice.lowerBound
        while offset < slice.upperBound {
            let wanted = UnsafeMutableRawBufferPointer(
                rebasing: buffer[..<min(buffer.count, Int(slice.upperBound - offset))])
            guard try source.read(at: offset, into: wanted) == wanted.count else {
                throw BlobError.changedWhileReading(source.path)
            }
            let bytes = UnsafeRawBufferPointer(wanted)
            hasher.update(bytes)
            try destination?.append(bytes)
            offset += Int64(bytes.count)
        }
        if let destination { beginWriteback(of: destination, lastBytes: Int64(slice.count)) }
        return hasher
    }

    private static func beginWriteback(of file: OpenFile, lastBytes: Int64) {
        guard let end = try? file.descriptor.seek(offset: 0, from: .current) else { return }  // A pipe has no disk.
        file.descriptor.beginWriteback(at: end - lastBytes, count: lastBytes)
    }
}
