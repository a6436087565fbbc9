extension GGUFHeader {
    /// Reads the header by growing ranges from the start of a source. Throws `HeaderError`, or what the source throws.
    package static func read(
        from source: some RangeReading, limits: GGUFLimits = GGUFLimits()
    ) async throws -> GGUFHeader {
        let size = source.size
        let prefix = GrowingPrefix(
            source: source, format: .gguf, first: limits.firstBytes, limit: limits.headerBytes)
        return try await prefix.parse { bytes throws(HeaderStop) in
            var parser = GGUFParser(ByteCursor(bytes, fileSize: size, format: .gguf), limits: limits)
            return try parser.header()
        }
    }
}
