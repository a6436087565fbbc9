/// The beginning of a source, read in growing steps until a parser is content.
struct GrowingPrefix<Source: RangeReading> {
    let source: Source
    let format: HeaderFormat
    /// The number of bytes that are read first; each next prefix is four times as long.
    let first: Int64
    /// The number of bytes that are read at most.
    let limit: Int64

    /// Calls `parse` with longer and longer prefixes; only bytes not yet seen are asked for.
    @concurrent
    func parse<Header: Sendable>(_ parse: @Sendable ([UInt8]) throws(HeaderStop) -> Header) async throws -> Header {
        guard source.size > 0 else { throw HeaderError.truncated(format, offset: 0) }
        var bytes: [UInt8] = []
        var wanted = min(first, source.size)
        while true {
            try Task.checkCancellation()
            try await extend(&bytes, to: wanted)
            do throws(HeaderStop) {
                return try parse(bytes)
            } catch .failed(let error) {
                throw error
            } catch {
                guard wanted < source.size else { throw HeaderError.truncated(format, offset: source.size) }
                guard wanted < limit else {
                    throw HeaderError.tooLarge(format, offset: wanted, what: "the header goes on", limit: limit)
                }
                wanted = min(wanted * 4, limit, source.size)
            }
        }
    }

    private func extend(_ bytes: inout [UInt8], to wanted: Int64) async throws {
        let range = Int64(bytes.count)..<wanted
        guard !range.isEmpty else { return }
        let more = try await source.read(range)
        guard more.count == range.count else {
            throw HeaderError.shortRead(expected: range.count, got: more.count)
        }
        bytes += more
    }
}
