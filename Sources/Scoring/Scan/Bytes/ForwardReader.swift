/// A flow seen through a window that only moves forward.
final class ForwardReader {
    /// The most that `fill` can bring into the window.
    static let window = 256 << 10

    private let flow: any ByteFlow
    private let buffer: UnsafeMutableRawBufferPointer
    private var head = 0
    private var tail = 0
    /// Bytes that were moved over so far.
    private(set) var position: Int64 = 0
    /// The flow gave all it has; the window may still hold some of it.
    private(set) var hasEnded = false

    init(_ flow: any ByteFlow) {
        self.flow = flow
        buffer = .allocate(byteCount: Self.window, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// What lies in the window; valid until the next call.
    var available: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[head..<tail]) }

    /// Brings at least `count` bytes into the window, at most `window`; false when the flow ends before.
    func fill(_ count: Int) throws -> Bool {
        guard count <= Self.window else { return false }
        if tail - head >= count { return true }
        if head > 0 {
            let rest = UnsafeRawBufferPointer(rebasing: buffer[head..<tail])
            if let start = rest.baseAddress, !rest.isEmpty {
                buffer.baseAddress?.copyMemory(from: start, byteCount: rest.count)
            }
            tail -= head
            head = 0
        }
        while tail < count, !hasEnded {
            let got = try flow.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[tail...]))
            if got == 0 { hasEnded = true }
            tail += got
        }
        return tail - head >= count
    }

    func advance(_ count: Int) {
        let moved = min(count, tail - head)
        head += moved
        position += Int64(moved)
    }

    /// Moves over bytes; false when the flow ends before.
    func skip(_ count: Int64) throws -> Bool {
        let inWindow = min(count, Int64(tail - head))
        advance(Int(inWindow))
        guard count > inWindow else { return true }
        let moved = try flow.skip(count - inWindow)
        position += moved
        if moved < count - inWindow { hasEnded = true }
        return moved == count - inWindow
    }

    /// Moves behind the next newline; false when there is none.
    func skipLine() throws -> Bool {
        while try fill(1) {
            if let end = available.firstIndex(of: UInt8(ascii: "\n")) {
                advance(end + 1)
                return true
            }
            advance(available.count)
        }
        return false
    }

    /// The next bytes, without moving; fewer at the end.
    func peek(_ count: Int) throws -> [UInt8] {
        _ = try fill(min(count, Self.window))
        return Array(available.prefix(count))
    }

    /// All that is left, if it is not more than `limit`; nil when it is, after which the reader is of no more use.
    func rest(limit: Int) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        while try fill(1) {
            guard bytes.count + available.count <= limit else { return nil }
            bytes.append(contentsOf: available)
            advance(available.count)
        }
        return bytes
    }
}
