extension SafetensorsHeader {
    /// Reads the header from the start of a source. Throws `HeaderError`, or what the source throws.
    package static func read(
        from source: some RangeReading, limits: SafetensorsLimits = SafetensorsLimits()
    ) async throws -> SafetensorsHeader {
        let size = source.size
        guard size >= 10 else { throw HeaderError.truncated(.safetensors, offset: size) }
        let start = try await source.read(0..<min(size, max(16, limits.firstBytes)))
        guard start.count == Int(min(size, max(16, limits.firstBytes))) else {
            throw HeaderError.shortRead(expected: Int(limits.firstBytes), got: start.count)
        }
        let length = try headerLength(start, size: size, limits: limits)
        var bytes = Array(start.prefix(Int(8 + length)))
        if bytes.count < 8 + length {
            let range = Int64(bytes.count)..<(8 + length)
            let rest = try await source.read(range)
            guard rest.count == range.count else {
                throw HeaderError.shortRead(expected: range.count, got: rest.count)
            }
            bytes += rest
        }
        return try await parse(bytes, fileSize: size, limits: limits)
    }

    /// The length of the JSON, once it has been found to be possible.
    private static func headerLength(
        _ start: [UInt8], size: Int64, limits: SafetensorsLimits
    ) throws(HeaderError) -> Int64 {
        let claimed = start.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard start[8] == UInt8(ascii: "{") else { throw .foreign(.safetensors) }
        guard let length = Int64(exactly: claimed), length <= size - 8 else {
            throw .malformed(.safetensors, offset: 0, "a header of \(claimed) bytes does not fit into the file")
        }
        guard length <= limits.headerBytes else {
            throw .tooLarge(.safetensors, offset: 0, what: "a header of \(length) bytes", limit: limits.headerBytes)
        }
        guard length >= 2 else { throw .malformed(.safetensors, offset: 0, "a header of \(length) bytes is empty") }
        return length
    }

    @concurrent
    private static func parse(
        _ bytes: [UInt8], fileSize: Int64, limits: SafetensorsLimits
    ) async throws(HeaderError) -> SafetensorsHeader {
        var parser = SafetensorsParser(JSONScanner(bytes, from: 8), fileSize: fileSize, limits: limits)
        return try parser.header()
    }
}
