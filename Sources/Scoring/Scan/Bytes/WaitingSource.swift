import Hub
import NIOCore
import NIOPosix
import Synchronization

/// Ranges that are read asynchronously, for a thread that may wait for them.
struct WaitingSource<Ranges: RangeReading>: ByteSource {
    let ranges: Ranges

    var size: Int64 { ranges.size }

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard offset >= 0, offset < size, !buffer.isEmpty else { return 0 }
        let range = offset..<min(size, offset + Int64(buffer.count))
        let ranges = ranges
        let bytes = try MultiThreadedEventLoopGroup.singleton.any().makeFutureWithTask { try await ranges.read(range) }
            .wait()
        let count = min(bytes.count, buffer.count)
        bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
        return count
    }
}

/// Whether a scan is still wanted.
final class CancelFlag: Sendable {
    private let isRaised = Atomic(false)

    func raise() { isRaised.store(true, ordering: .relaxed) }

    func check() throws { if isRaised.load(ordering: .relaxed) { throw CancellationError() } }
}

/// A source that ends with the task that wants it.
struct StoppableSource: ByteSource {
    let base: any ByteSource
    let flag: CancelFlag

    var size: Int64 { base.size }

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try flag.check()
        return try base.read(at: offset, into: buffer)
    }
}
