/// How much of a hostile file Roost is willing to follow. What goes beyond is `unscanned`, never `safe`.
package struct ScanLimits: Sendable, Hashable {
    /// Bytes that decompression may give, for one file with all that is nested in it.
    package var expandedBytes: Int64 = 16 << 30
    /// What decompression may give for each byte of the file, once `bombBytes` are passed.
    package var expansion: Int64 = 300
    package var bombBytes: Int64 = 512 << 20
    /// Archives within archives, pickles within pickles.
    package var depth = 6
    /// Members of one archive.
    package var members = 100_000
    /// Members of one file with all archives that are nested in it: a small file can hold millions.
    package var membersInAll = 200_000
    /// Bytes of a compressed member that are held so that they can be read anywhere.
    package var heldBytes = 24 << 20
    /// Findings kept for one file.
    package var findings = 500
    /// Entries of a pickle machine's stack, and of its memo.
    package var stackDepth = 1_000_000
    package var memo = 1_000_000
    /// Different imports of one pickle.
    package var imports = 20_000
    /// Bytes of an import's module or name; Python's own limit for lines is far higher.
    package var nameBytes = 512
    /// Pickles in a row in one file.
    package var pickles = 100_000
    /// Bytes of a file of no known kind that are searched for a hidden pickle.
    package var carvedBytes: Int64 = 256 << 20
    /// Attempts to read a pickle from the middle of something else.
    package var carveAttempts = 20_000
    /// Bytes of a configuration, template or Keras model that are parsed.
    package var textBytes = 16 << 20
    /// Values of a JSON document, and their depth.
    package var jsonValues = 2_000_000
    package var jsonDepth = 256
    /// Fields of a graph that are looked at, and how deep messages may be nested.
    package var graphFields = 50_000_000
    package var graphDepth = 64
    /// Bytes of an HDF5 file that are searched for its model's description.
    package var hdf5Bytes: Int64 = 16 << 30
    /// Files of a folder.
    package var files = 100_000

    package init() {}
}
