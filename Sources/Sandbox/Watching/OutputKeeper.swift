import Synchronization

/// One stream of a job, kept up to its limit.
final class OutputKeeper: Sendable {
    private let limit: Int
    private let state = Mutex<(bytes: [UInt8], isFull: Bool)>(([], false))

    init(limit: Int) { self.limit = limit }

    var text: SandboxText { state.withLock { SandboxText(bytes: $0.bytes, isTruncated: $0.isFull) } }

    /// Keeps what fits, and returns it; nothing more after the first byte that does not.
    func keep(_ chunk: [UInt8]) -> (kept: [UInt8], isFull: Bool) {
        state.withLock { state in
            let room = state.isFull ? 0 : limit - state.bytes.count
            let kept = chunk.count <= room ? chunk : Array(chunk.prefix(room))
            state.bytes += kept
            if chunk.count > room { state.isFull = true }
            return (kept, state.isFull)
        }
    }
}
