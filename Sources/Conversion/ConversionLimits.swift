import Domain

/// How much of a repository a conversion is willing to hold in memory. Every length in a file is a claim of its maker.
enum ConversionLimits {
    /// Of a tokenizer: the largest there are have some 40 MB.
    static let vocabularyFile = ByteCount(128 << 20)
    /// Of `config.json` and the other small texts.
    static let settingsFile = ByteCount(4 << 20)
    /// Of the index of a model in parts.
    static let indexFile = ByteCount(32 << 20)
    /// Files that weights may be in.
    static let parts = 2_000
    static let layers = 2_048
    static let tokens = 1_000_000
    /// The largest number that a size in `config.json` may have.
    static let dimension: Int64 = 1 << 24
    /// Weights that are read, changed and written at a time.
    static let weightsAtOnce = 1 << 19
    /// Bytes of one row of a tensor whose rows change places.
    static let row: Int64 = 16 << 20
    /// Of a value of JSON inside another.
    static let depth = 64
    /// Values of one JSON file.
    static let values = 8_000_000
}
