/// Bytes that can be read anywhere, by calls that block. Nothing it gives is trusted.
package protocol ByteSource: Sendable {
    /// The number of bytes in all.
    var size: Int64 { get }

    /// Reads until the buffer is full or the source ends; returns how many bytes arrived.
    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension ByteSource {
    /// The bytes of a range, which is cut to the source's; fewer when it ends earlier than it said.
    func bytes(at offset: Int64, count: Int) throws -> [UInt8] {
        guard offset >= 0, offset < size, count > 0 else { return [] }
        let wanted = Int(min(Int64(count), size - offset))
        return try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            filled = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
        }
    }
}

/// Bytes held in memory.
struct MemorySource: ByteSource {
    let bytes: [UInt8]

    var size: Int64 { Int64(bytes.count) }

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard offset >= 0, offset < size else { return 0 }
        return bytes.withUnsafeBytes { all in
            let part = all[Int(offset)...].prefix(buffer.count)
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
            return part.count
        }
    }
}

/// A part of another source.
struct SliceSource: ByteSource {
    let base: any ByteSource
    let start: Int64
    let size: Int64

    /// The range is cut to what the source has.
    init(_ base: any ByteSource, _ range: Range<Int64>) {
        let range = range.clamped(to: 0..<max(0, base.size))
        self.base = base
        start = range.lowerBound
        size = Int64(range.count)
    }

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard offset >= 0, offset < size else { return 0 }
        let count = Int(min(Int64(buffer.count), size - offset))
        return try base.read(at: start + offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
    }
}
