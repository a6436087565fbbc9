import Blobs
import NIOCore

/// Turns a stream of buffers into written, journalled parts.
///
/// Buffers are gathered to half a mebibyte before they are written: a system call and a thread hop for each is what costs.
struct PartWriter {
    private let partial: PartialBlob
    private let meter: TransferMeter
    private var pending = ByteBuffer()
    private var written: Int64
    private var crc32 = CRC32()
    /// Bytes of the part that is not whole yet.
    private var unfinished: Int64 = 0
    /// The first byte behind the run.
    let end: Int64

    private static let gathered = 1 << 19

    init(partial: PartialBlob, meter: TransferMeter, parts: Range<Int>) {
        self.partial = partial
        self.meter = meter
        written = partial.plan.range(of: parts.lowerBound).lowerBound
        end = partial.plan.range(of: parts.upperBound - 1).upperBound
    }

    /// The next byte wanted.
    var position: Int64 { written + Int64(pending.readableBytes) }
    var isDone: Bool { position >= end && pending.readableBytes == 0 }

    /// Takes bytes at the position; what lies behind the end of the run is ignored.
    mutating func take(_ buffer: ByteBuffer) async throws {
        var rest = buffer
        while rest.readableBytes > 0, position < end {
            let partEnd = partial.plan.range(of: partial.plan.part(at: position)).upperBound
            let room = min(Int64(Self.gathered - pending.readableBytes), partEnd - position)
            guard var slice = rest.readSlice(length: Int(min(room, Int64(rest.readableBytes)))) else { break }
            let count = Int64(slice.readableBytes)
            pending.writeBuffer(&slice)
            unfinished += count
            meter.arrive(count)
            if pending.readableBytes >= Self.gathered || position == partEnd { try await flush() }
        }
    }

    /// Writes what is gathered and journals the part it completes.
    mutating func flush() async throws {
        guard pending.readableBytes > 0 else { return }
        let part = partial.plan.part(at: written)
        crc32 = try await partial.write(pending, at: written, after: crc32)
        written += Int64(pending.readableBytes)
        pending.clear(minimumCapacity: Self.gathered)
        guard written == partial.plan.range(of: part).upperBound else { return }
        try await partial.arrived(part, crc32: crc32.value)
        meter.settle(unfinished)
        unfinished = 0
        crc32 = CRC32()
    }

    /// Nobody goes on with the part that is not whole yet.
    mutating func giveUp() {
        meter.lose(unfinished)
        unfinished = 0
    }
}
