/// What one reader may hold of a file that is being sent: six chunks, 3 MiB.
///
/// A write counts as taken once it is queued for the connection, and a connection whose event loop is busy sending for
/// others queues without end. So a chunk is read only when an earlier one has gone out.
enum SendingPace {
    /// Half a mebibyte: as fast as more, and fifty slow readers hold 80 MB instead of 270.
    static let chunkBytes = 1 << 19
    /// Chunks queued at the connection; two more are read ahead.
    static let mostHeld = 4
}
