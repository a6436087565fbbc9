/// How much of a GGUF header Roost is willing to hold. Every length in a file is a claim of its maker.
package struct GGUFLimits: Hashable, Sendable {
    /// Bytes of header that are read at most.
    package var headerBytes: Int64 = 64 << 20
    /// Bytes that are read first.
    package var firstBytes: Int64 = 64 << 10
    package var keys: UInt64 = 100_000
    /// Elements of one array.
    package var arrayCount: UInt64 = 1_000_000
    /// Bytes of one text.
    package var stringBytes: UInt64 = 10_000_000
    /// Bytes of a key or of a tensor's name.
    package var nameBytes: UInt64 = 1024
    /// The largest models have some thousands; each costs about a hundred bytes of memory.
    package var tensors: UInt64 = 100_000
    package var dimensions: UInt32 = 8
    package var dimension: UInt64 = 1 << 32
    package var parametersPerByte: Int64 = 8
    package var arrayDepth = 4
    /// Values of one array that are kept; of longer ones only the beginning is.
    package var keptPerArray = 1024
    /// Values of all arrays together that are kept.
    package var keptInAll = 65_536

    package init() {}
}
