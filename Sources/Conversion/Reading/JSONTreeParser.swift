/// Reads JSON without trusting it: depth and number of values are bounded.
struct JSONTreeParser {
    private let bytes: [UInt8]
    private var offset = 0
    private var values = 0

    /// What is wrong with a text, in a few words.
    struct Fault: Error {
        let what: String
    }

    static func parse(_ bytes: [UInt8]) throws(Fault) -> JSONTree {
        var parser = JSONTreeParser(bytes: bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.offset = 3 }
        let tree = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.offset == bytes.count else { throw parser.fault("something follows its end") }
        return tree
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func fault(_ what: String) -> Fault { Fault(what: "\(what), at byte \(offset)") }

    private mutating func skipSpace() {
        while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
    }

    private mutating func next() throws(Fault) -> UInt8 {
        skipSpace()
        guard offset < bytes.count else { throw fault("it ends too early") }
        return bytes[offset]
    }

    private mutating func accept(_ character: Character) throws(Fault) -> Bool {
        guard try next() == character.asciiValue else { return false }
        offset += 1
        return true
    }

    private mutating func value(depth: Int) throws(Fault) -> JSONTree {
        guard depth < ConversionLimits.depth else { throw fault("it is nested too deeply") }
        values += 1
        guard values <= ConversionLimits.values else { throw fault("it has too many values") }
        switch try next() {
        case UInt8(ascii: "{"): return try members(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "N"): return try word("NaN", .number(.nan))
        case UInt8(ascii: "I"): return try word("Infinity", .number(.infinity))
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSONTree) throws(Fault) -> JSONTree {
        guard bytes[offset...].starts(with: word.utf8) else { throw fault("there is no value") }
        offset += word.utf8.count
        return value
    }

    private mutating func members(depth: Int) throws(Fault) -> JSONTree {
        offset += 1
        var members: [JSONTree.Member] = []
        if try accept("}") { return .members(members) }
        repeat {
            guard try next() == UInt8(ascii: "\"") else { throw fault("a name is missing") }
            let key = try text()
            guard try accept(":") else { throw fault("a colon is missing") }
            members.append(JSONTree.Member(key: key, value: try value(depth: depth + 1)))
        } while try accept(",")
        guard try accept("}") else { throw fault("a brace is missing") }
        return .members(members)
    }

    private mutating func list(depth: Int) throws(Fault) -> JSONTree {
        offset += 1
        var values: [JSONTree] = []
        if try accept("]") { return .list(values) }
        repeat { values.append(try value(depth: depth + 1)) } while try accept(",")
        guard try accept("]") else { throw fault("a bracket is missing") }
        return .list(values)
    }

    private mutating func number() throws(Fault) -> JSONTree {
        let start = offset
        while offset < bytes.count, isOfNumber(bytes[offset]) { offset += 1 }
        guard offset > start, offset - start <= 64 else { throw fault("there is no value") }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if let whole = Int64(text) { return .integer(whole) }
        guard let number = Double(text) else { throw fault("there is no value") }
        return .number(number)
    }

    private func isOfNumber(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
    }
}

/// Texts and what is escaped in them.
extension JSONTreeParser {
    private mutating func text() throws(Fault) -> [UInt8] {
        offset += 1
        var text: [UInt8] = []
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case UInt8(ascii: "\""): return text
            case UInt8(ascii: "\\"): try escape(into: &text)
            default: text.append(byte)
            }
        }
        throw fault("a text does not end")
    }

    private mutating func escape(into text: inout [UInt8]) throws(Fault) {
        guard offset < bytes.count else { throw fault("a text does not end") }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"): text += try scalar().utf8
        default: throw fault("an escape is none")
        }
    }

    /// A character behind `\u`, of which those beyond the first plane are written as two.
    private mutating func scalar() throws(Fault) -> Character {
        let first = try four()
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        guard (0xD800..<0xDC00).contains(first), bytes[offset...].starts(with: [0x5C, 0x75]) else {
            throw fault("half a character")
        }
        offset += 2
        let second = try four()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw fault("half a character") }
        return Character(scalar)
    }

    private mutating func four() throws(Fault) -> UInt32 {
        guard offset + 4 <= bytes.count,
            let number = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
        else { throw fault("an escape is none") }
        offset += 4
        return number
    }
}
