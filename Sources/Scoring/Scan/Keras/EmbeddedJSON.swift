/// Finds JSON objects inside binary bytes, such as the attribute of an HDF5 file or a field of a protobuf.
struct EmbeddedJSON {
    let limits: ScanLimits
    /// Objects shorter than this are no description of anything.
    private static let shortest = 16

    /// Calls `body` with each object and its offset, and `words` with those of `wanted` that stand somewhere.
    func search(
        _ source: any ByteSource, upTo limit: Int64, wanted: [String], body: (JSONTree, Int64) throws -> Void
    ) throws -> Set<String> {
        var seen: Set<String> = []
        var offset: Int64 = 0
        let piece = 1 << 20
        while offset < min(source.size, limit) {
            let bytes = try source.bytes(at: offset, count: piece + 64)
            guard !bytes.isEmpty else { break }
            for word in wanted where !seen.contains(word) && Self.contains(word, bytes) { seen.insert(word) }
            var at = 0
            var next = Int64(piece)
            while at < min(bytes.count, piece), let start = bytes[at...].firstIndex(of: UInt8(ascii: "{")),
                start < piece
            {
                at = start + 1
                guard Self.mayBegin(bytes, at: start) else { continue }
                guard let (tree, length) = try object(source, at: offset + Int64(start)), length >= Self.shortest else {
                    continue
                }
                try body(tree, offset + Int64(start))
                next = max(next, Int64(start + length))
                at = start + length
            }
            offset += next
        }
        return seen
    }

    private static func contains(_ word: String, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { ByteSearch.first(Array(word.utf8), in: $0) != nil }
    }

    private static func mayBegin(_ bytes: [UInt8], at start: Int) -> Bool {
        let next = bytes[(start + 1)...].prefix(16).first { $0 > 32 }
        return next == UInt8(ascii: "\"")
    }

    /// The object that begins here, read by growing pieces; nil when there is none.
    private func object(_ source: any ByteSource, at offset: Int64) throws -> (JSONTree, Int)? {
        var size = 4096
        while true {
            let bytes = try source.bytes(at: offset, count: size)
            var parser = JSONParser(bytes, limits: limits)
            do {
                return (try parser.value(), parser.at)
            } catch .needsMore {
                guard bytes.count == size, size < limits.textBytes else { return nil }
                size = min(size * 16, limits.textBytes)
            } catch {
                return nil
            }
        }
    }
}
