/// Turns the JSON of a safetensors header into its tensors and checks that they fill the file exactly.
struct SafetensorsParser {
    private var scanner: JSONScanner
    private let fileSize: Int64
    private let limits: SafetensorsLimits

    init(_ scanner: JSONScanner, fileSize: Int64, limits: SafetensorsLimits) {
        self.scanner = scanner
        self.fileSize = fileSize
        self.limits = limits
    }

    mutating func header() throws(HeaderError) -> SafetensorsHeader {
        var metadata: [String: String]?
        var names: Set<[UInt8]> = []
        var claims: [Claim] = []
        try object { (parser, key) throws(HeaderError) in
            guard names.insert(Array(key.utf8)).inserted else {
                throw parser.scanner.wrong("`\(HeaderError.shown(key))` stands twice")
            }
            if key == "__metadata__" {
                metadata = try parser.texts()
            } else {
                guard claims.count < parser.limits.tensors else {
                    throw parser.scanner.tooLarge("tensors", limit: parser.limits.tensors)
                }
                claims.append(try parser.claim(key))
            }
        }
        guard scanner.peek() == nil else { throw scanner.wrong("something follows the header's end") }
        let length = Int64(scanner.offset)
        return SafetensorsHeader(
            metadata: metadata ?? [:], tensors: try checked(claims, dataOffset: length), length: length,
            fileSize: fileSize)
    }

    /// A tensor as the file tells it.
    private struct Claim {
        let name: String
        var type: SafetensorsType?
        var shape: [Int64]?
        /// From the start of the data.
        var range: (start: Int64, end: Int64)?
        let position: Int64

        var order: (Int64, Int64) { range.map { ($0.start, $0.end) } ?? (0, 0) }
    }

    /// Reads `{"key": …, …}`; the body reads what follows each colon.
    private mutating func object(
        _ member: (inout SafetensorsParser, String) throws(HeaderError) -> Void
    ) throws(HeaderError) {
        try scanner.expect("{")
        if scanner.accept("}") { return }
        repeat {
            let key = try scanner.string()
            try scanner.expect(":")
            try member(&self, key)
        } while scanner.accept(",")
        try scanner.expect("}")
    }

    private mutating func texts() throws(HeaderError) -> [String: String] {
        var texts: [String: String] = [:]
        try object { (parser, key) throws(HeaderError) in
            guard texts.updateValue(try parser.scanner.string(), forKey: key) == nil else {
                throw parser.scanner.wrong("`\(HeaderError.shown(key))` stands twice in `__metadata__`")
            }
        }
        return texts
    }

    private mutating func claim(_ name: String) throws(HeaderError) -> Claim {
        var claim = Claim(name: name, position: Int64(scanner.offset))
        try object { (parser, key) throws(HeaderError) in
            let isNew: Bool
            switch key {
            case "dtype":
                isNew = claim.type == nil
                let text = try parser.scanner.string()
                guard let type = SafetensorsType(rawValue: text) else {
                    throw parser.scanner.wrong("`\(HeaderError.shown(text))` is no type of number")
                }
                claim.type = type
            case "shape":
                isNew = claim.shape == nil
                claim.shape = try parser.counts(limit: parser.limits.dimensions)
            case "data_offsets":
                isNew = claim.range == nil
                let ends = try parser.counts(limit: 2)
                guard ends.count == 2, ends[0] <= ends[1] else { throw parser.scanner.wrong("no range of bytes") }
                claim.range = (ends[0], ends[1])
            default: throw parser.scanner.wrong("`\(HeaderError.shown(key))` is nothing a tensor has")
            }
            guard isNew else { throw parser.scanner.wrong("`\(HeaderError.shown(key))` stands twice") }
        }
        return claim
    }

    private mutating func counts(limit: Int) throws(HeaderError) -> [Int64] {
        try scanner.expect("[")
        if scanner.accept("]") { return [] }
        var counts: [Int64] = []
        repeat {
            guard counts.count < limit else {
                throw scanner.tooLarge("a list of numbers", limit: limit)
            }
            counts.append(try scanner.count())
        } while scanner.accept(",")
        try scanner.expect("]")
        return counts
    }

    /// Tensors must follow each other without a hole, from the header's end to the file's.
    private func checked(_ claims: [Claim], dataOffset: Int64) throws(HeaderError) -> [SafetensorsHeader.Tensor] {
        var tensors: [SafetensorsHeader.Tensor] = []
        var end: Int64 = 0
        for claim in claims.sorted(by: { $0.order < $1.order }) {
            guard let type = claim.type, let shape = claim.shape, let range = claim.range else {
                throw wrong(claim, "lacks its type, its shape or its range")
            }
            guard let elements = Self.elements(shape, type, bytes: range.end - range.start) else {
                throw wrong(claim, "has a shape that does not give its \(range.end - range.start) bytes")
            }
            guard range.start == end else {
                throw wrong(claim, range.start < end ? "lies over another one" : "leaves a hole before it")
            }
            guard range.end <= fileSize - dataOffset else { throw wrong(claim, "ends behind the end of the file") }
            end = range.end
            tensors.append(
                SafetensorsHeader.Tensor(
                    name: claim.name, type: type, shape: shape,
                    range: (dataOffset + range.start)..<(dataOffset + range.end),
                    elements: elements))
        }
        guard end == fileSize - dataOffset else {
            throw .malformed(.safetensors, offset: dataOffset + end, "bytes behind the last tensor belong to none")
        }
        return tensors
    }

    /// The number of weights; nil when they do not take exactly the given bytes.
    private static func elements(_ shape: [Int64], _ type: SafetensorsType, bytes: Int64) -> Int64? {
        var elements: Int64 = 1
        for dimension in shape {
            let (product, overflow) = elements.multipliedReportingOverflow(by: dimension)
            guard !overflow else { return nil }
            elements = product
        }
        let (bits, overflow) = elements.multipliedReportingOverflow(by: type.bits)
        return !overflow && bits % 8 == 0 && bits / 8 == bytes ? elements : nil
    }

    private func wrong(_ claim: Claim, _ what: String) -> HeaderError {
        .malformed(.safetensors, offset: claim.position, "the tensor `\(HeaderError.shown(claim.name))` \(what)")
    }
}
