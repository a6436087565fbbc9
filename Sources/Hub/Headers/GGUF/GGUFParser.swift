/// Turns the beginning of a GGUF file into its header, believing none of its lengths.
struct GGUFParser {
    var cursor: ByteCursor
    let limits: GGUFLimits
    private(set) var version: UInt32 = 0
    /// How many more array elements may be kept.
    var room: Int

    init(_ cursor: ByteCursor, limits: GGUFLimits) {
        self.cursor = cursor
        self.limits = limits
        room = limits.keptInAll
    }

    mutating func header() throws(HeaderStop) -> GGUFHeader {
        try readVersion()
        let tensorCount = try length()
        let keyCount = try length()
        // Even the smallest tensor and key take this many bytes: a count beyond the file is a lie.
        guard tensorCount <= limits.tensors else {
            throw cursor.tooLarge("\(tensorCount) tensors", limit: limits.tensors)
        }
        guard keyCount <= limits.keys else { throw cursor.tooLarge("\(keyCount) keys", limit: limits.keys) }
        guard tensorCount * 20 + keyCount * 8 <= UInt64(max(0, cursor.fileSize)) else {
            throw cursor.malformed("\(tensorCount) tensors and \(keyCount) keys do not fit into the file")
        }
        var metadata: [String: GGUFValue] = [:]
        for _ in 0..<keyCount {
            let start = cursor.offset
            let key = try name("key")
            guard metadata.updateValue(try value(), forKey: key) == nil else {
                throw cursor.malformed("the key `\(HeaderError.shown(key))` stands twice", back: cursor.offset - start)
            }
        }
        let alignment = try alignment(metadata["general.alignment"])
        var claims: [GGUFTensorClaim] = []
        for _ in 0..<tensorCount { claims.append(try tensor()) }
        return try assemble(metadata, claims, alignment: alignment)
    }

    private mutating func readVersion() throws(HeaderStop) {
        let magic = try cursor.take(4)
        guard cursor.bytes[magic].elementsEqual("GGUF".utf8) else { throw .failed(.foreign(.gguf)) }
        version = try cursor.integer(UInt32.self)
        if version & 0xFFFF == 0, version != 0 {
            cursor.isBigEndian = true
            version = version.byteSwapped
        }
        guard (1...3).contains(version) else { throw .failed(.version(.gguf, version)) }
    }

    /// A count or a length: 32 bits in version 1, 64 later.
    mutating func length() throws(HeaderStop) -> UInt64 {
        version == 1 ? UInt64(try cursor.integer(UInt32.self)) : try cursor.integer(UInt64.self)
    }

    /// A key or a tensor's name: short, valid and visible.
    private mutating func name(_ what: String) throws(HeaderStop) -> String {
        let count = try length()
        guard count <= limits.nameBytes else {
            throw cursor.tooLarge("a \(what) of \(count) bytes", limit: limits.nameBytes)
        }
        let range = try cursor.take(count)
        guard let text = String(validating: cursor.bytes[range], as: UTF8.self), !text.isEmpty else {
            throw cursor.malformed("a \(what) is no text", back: range.count)
        }
        guard text.unicodeScalars.allSatisfy({ $0.value >= 32 && !(127..<160).contains($0.value) }) else {
            throw cursor.malformed("a \(what) contains a control character", back: range.count)
        }
        return text
    }

    private func alignment(_ value: GGUFValue?) throws(HeaderStop) -> Int64 {
        guard let value else { return 32 }
        guard let number = value.count, number > 0, number & (number - 1) == 0, number <= 1 << 20 else {
            throw cursor.malformed("`general.alignment` is no power of two up to 1048576")
        }
        return Int64(number)
    }

    private mutating func tensor() throws(HeaderStop) -> GGUFTensorClaim {
        let start = cursor.offset
        let name = try name("tensor name")
        let rank = try cursor.integer(UInt32.self)
        guard rank <= limits.dimensions else {
            throw cursor.tooLarge("\(rank) dimensions", limit: limits.dimensions)
        }
        var dimensions: [UInt64] = []
        for _ in 0..<rank {
            let dimension = try length()
            guard dimension <= limits.dimension else {
                throw cursor.tooLarge("a dimension of \(dimension)", limit: limits.dimension)
            }
            dimensions.append(dimension)
        }
        let type = GGUFTensorType(rawValue: try cursor.integer())
        return GGUFTensorClaim(
            name: name, dimensions: dimensions, type: type, offset: try cursor.integer(), position: Int64(start))
    }
}
