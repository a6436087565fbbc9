import Glibc
import NIOPosix

/// Reads lines from a descriptor without holding a thread of the program while nothing comes.
struct LineReader {
    /// One line, without its end.
    enum Line: Sendable, Hashable {
        case bytes([UInt8])
        /// Longer than a message may be; it was read to its end and forgotten.
        case tooLong
    }

    private enum Piece: Sendable {
        case nothingYet
        case bytes([UInt8])
        case end
    }

    private static let pieceBytes = 64 << 10
    /// Milliseconds of one wait, after which a cancelled task is noticed.
    private static let waitMilliseconds: Int32 = 200

    private let descriptor: Int32
    private let threads: NIOThreadPool
    private var pending: [UInt8] = []
    private var seen = 0
    private var isSkipping = false
    private var isEnded = false

    init(_ descriptor: Int32, threads: NIOThreadPool) {
        self.descriptor = descriptor
        self.threads = threads
    }

    /// Nil at the end. A last line without an end counts as one.
    mutating func next() async throws -> Line? {
        while true {
            if let line = cut() { return line }
            if isEnded { return last() }
            try Task.checkCancellation()
            let descriptor = descriptor
            switch try await threads.runIfActive({ Self.read(descriptor) }) {
            case .nothingYet: break
            case .bytes(let bytes): pending += bytes
            case .end: isEnded = true
            }
        }
    }

    /// The next whole line of what was read.
    private mutating func cut() -> Line? {
        guard let end = pending[seen...].firstIndex(of: UInt8(ascii: "\n")) else {
            seen = pending.count
            if seen > MessageLimits.bytes {
                isSkipping = true
                pending = []
                seen = 0
            }
            return nil
        }
        let line = Array(pending[..<end])
        pending.removeSubrange(...end)
        seen = 0
        let isTooLong = isSkipping || line.count > MessageLimits.bytes
        isSkipping = false
        return isTooLong ? .tooLong : .bytes(line)
    }

    private mutating func last() -> Line? {
        defer {
            pending = []
            seen = 0
            isSkipping = false
        }
        return isSkipping ? .tooLong : pending.isEmpty ? nil : .bytes(pending)
    }

    private static func read(_ descriptor: Int32) -> Piece {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&wanted, 1, waitMilliseconds) != 0 else { return .nothingYet }
        var bytes = [UInt8](repeating: 0, count: pieceBytes)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        if count > 0 { return .bytes(Array(bytes[..<count])) }
        return count < 0 && (errno == EINTR || errno == EAGAIN) ? .nothingYet : .end
    }
}
