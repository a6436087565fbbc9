import Synchronization

/// Bytes that come from a process, up to a limit.
final class BoundedBytes: Sendable {
    private let limit: Int
    private let state = Mutex<(bytes: [UInt8], count: Int)>(([], 0))

    init(limit: Int) { self.limit = limit }

    var bytes: [UInt8] { state.withLock { $0.bytes } }

    /// Keeps them; throws `ToolError.tooMuchOutput` when they are more than may come.
    func append(_ chunk: [UInt8], of tool: String) throws(ToolError) {
        try count(chunk.count, of: tool)
        state.withLock { $0.bytes.append(contentsOf: chunk) }
    }

    /// Counts without keeping.
    func count(_ more: Int, of tool: String) throws(ToolError) {
        let total = state.withLock { state in
            state.count += more
            return state.count
        }
        if total > limit { throw .tooMuchOutput(tool, limit: limit) }
    }
}

/// The end of what comes: at most `limit` bytes.
final class ByteTail: Sendable {
    private let limit: Int
    private let state = Mutex<[UInt8]>([])

    init(limit: Int) { self.limit = limit }

    var bytes: [UInt8] { state.withLock { Array($0.suffix(limit)) } }

    /// Trims only now and then, so that each byte is moved once on average.
    func append(_ chunk: [UInt8]) {
        state.withLock { kept in
            kept.append(contentsOf: chunk.suffix(limit))
            if kept.count > 2 * limit { kept.removeFirst(kept.count - limit) }
        }
    }
}

/// Cuts chunks into lines at line feeds; a carriage return before one goes with it.
final class LineSplitter: Sendable {
    private let limit: Int
    private let state = Mutex<[UInt8]>([])

    init(limit: Int) { self.limit = limit }

    /// The lines that end in this chunk; throws `ToolError.tooMuchOutput` when one is longer than may be.
    func split(_ chunk: [UInt8], of tool: String) throws(ToolError) -> [String] {
        let (lines, longest) = state.withLock { open in
            var lines: [String] = []
            var longest = 0
            var pieces = chunk.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
            while let piece = pieces.popFirst() {
                open.append(contentsOf: piece)
                longest = max(longest, open.count)
                if pieces.isEmpty { break }
                lines.append(Self.text(open))
                open.removeAll(keepingCapacity: true)
            }
            return (lines, longest)
        }
        if longest > limit { throw .tooMuchOutput(tool, limit: limit) }
        return lines
    }

    /// What stood behind the last line feed; nil when nothing did.
    func rest() -> String? { state.withLock { $0.isEmpty ? nil : Self.text($0) } }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes[..<(bytes.count - 1)] : bytes[...], as: UTF8.self)
    }
}
