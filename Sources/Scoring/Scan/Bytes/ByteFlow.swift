/// Bytes that come one after the other, such as a decompressor's.
protocol ByteFlow: AnyObject {
    /// Reads some bytes; zero at the end only.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int

    /// Moves over bytes without giving them; returns how many there were.
    func skip(_ count: Int64) throws -> Int64
}

extension ByteFlow {
    func skip(_ count: Int64) throws -> Int64 { try readAway(count) }

    /// Skips by reading.
    func readAway(_ count: Int64) throws -> Int64 {
        var done: Int64 = 0
        try withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { scratch in
            while done < count {
                let wanted = Int(min(Int64(scratch.count), count - done))
                let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: scratch[..<wanted]))
                if got == 0 { break }
                done += Int64(got)
            }
        }
        return done
    }
}

/// A source from front to back.
final class SourceFlow: ByteFlow {
    private let source: any ByteSource
    private var offset: Int64

    init(_ source: any ByteSource, from offset: Int64 = 0) {
        self.source = source
        self.offset = offset
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try source.read(at: offset, into: buffer)
        offset += Int64(count)
        return count
    }

    func skip(_ count: Int64) throws -> Int64 {
        let moved = max(0, min(count, source.size - offset))
        offset += moved
        return moved
    }
}

/// Bytes that were put in front of a flow.
final class PrefixedFlow: ByteFlow {
    private let prefix: MemorySource
    private var offset: Int64 = 0
    private let rest: any ByteFlow

    init(_ prefix: [UInt8], then rest: any ByteFlow) {
        self.prefix = MemorySource(bytes: prefix)
        self.rest = rest
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard offset < prefix.size else { return try rest.read(into: buffer) }
        let count = try prefix.read(at: offset, into: buffer)
        offset += Int64(count)
        return count
    }
}

/// At most so many bytes of a reader, which moves along.
final class LimitedFlow: ByteFlow {
    private let reader: ForwardReader
    private(set) var left: Int64

    init(_ reader: ForwardReader, count: Int64) {
        self.reader = reader
        left = count
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard left > 0, try reader.fill(1) else { return 0 }
        let part = reader.available.prefix(min(buffer.count, Int(clamping: left)))
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
        reader.advance(part.count)
        left -= Int64(part.count)
        return part.count
    }

    func skip(_ count: Int64) throws -> Int64 {
        let before = reader.position
        _ = try reader.skip(min(count, left))
        left -= reader.position - before
        return reader.position - before
    }
}
