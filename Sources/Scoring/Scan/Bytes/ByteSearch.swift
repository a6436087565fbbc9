import Glibc

/// Finds bytes in bytes.
enum ByteSearch {
    /// Where the needle begins, at `start` or later; nil when it does not stand there.
    static func first(_ needle: [UInt8], in bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
        guard let base = bytes.baseAddress, let first = needle.first else { return nil }
        var at = start
        while at + needle.count <= bytes.count {
            guard let hit = memchr(base + at, Int32(first), bytes.count - needle.count + 1 - at) else { return nil }
            let found = UnsafeRawPointer(hit) - base
            if UnsafeRawBufferPointer(rebasing: bytes[found..<(found + needle.count)]).elementsEqual(needle) {
                return found
            }
            at = found + 1
        }
        return nil
    }
}
