/// JSON as it stands in hostile files: bounded in depth and number, lenient about what Python's own reader takes.
enum JSONTree {
    struct Member {
        let key: String
        let value: JSONTree
    }

    case object([Member])
    case array([JSONTree])
    case string(String)
    case number(Double)
    case bool(Bool)
    case null

    /// The last value of a key, which is the one Python takes.
    subscript(key: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// Every object in it, outermost first.
    func objects(_ body: (JSONTree) -> Void) {
        switch self {
        case .object(let members):
            body(self)
            for member in members { member.value.objects(body) }
        case .array(let items): for item in items { item.objects(body) }
        default: break
        }
    }
}

/// Reads one JSON value from the start of bytes.
struct JSONParser {
    enum Stop: Error {
        /// The bytes end before the value does.
        case needsMore
        case malformed
        case tooMuch
    }

    private let bytes: [UInt8]
    private(set) var at: Int
    private var valuesLeft: Int
    private let depth: Int

    init(_ bytes: [UInt8], at start: Int = 0, limits: ScanLimits) {
        self.bytes = bytes
        at = start
        valuesLeft = limits.jsonValues
        depth = limits.jsonDepth
    }

    mutating func value() throws(Stop) -> JSONTree { try value(depth) }

    private mutating func peek() throws(Stop) -> UInt8 {
        while at < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 }
        guard at < bytes.count else { throw .needsMore }
        return bytes[at]
    }

    private mutating func value(_ depth: Int) throws(Stop) -> JSONTree {
        valuesLeft -= 1
        guard depth > 0, valuesLeft > 0 else { throw .tooMuch }
        switch try peek() {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "\""): return .string(try string())
        default: return try word()
        }
    }

    private mutating func object(_ depth: Int) throws(Stop) -> JSONTree {
        at += 1
        var members: [JSONTree.Member] = []
        if try peek() == UInt8(ascii: "}") {
            at += 1
            return .object([])
        }
        while true {
            guard try peek() == UInt8(ascii: "\"") else { throw .malformed }
            let key = try string()
            guard try peek() == UInt8(ascii: ":") else { throw .malformed }
            at += 1
            members.append(JSONTree.Member(key: key, value: try value(depth - 1)))
            if try goesOn(until: UInt8(ascii: "}")) { continue }
            return .object(members)
        }
    }

    private mutating func array(_ depth: Int) throws(Stop) -> JSONTree {
        at += 1
        var items: [JSONTree] = []
        if try peek() == UInt8(ascii: "]") {
            at += 1
            return .array([])
        }
        while true {
            items.append(try value(depth - 1))
            if try goesOn(until: UInt8(ascii: "]")) { continue }
            return .array(items)
        }
    }

    private mutating func goesOn(until end: UInt8) throws(Stop) -> Bool {
        let byte = try peek()
        guard byte == UInt8(ascii: ",") || byte == end else { throw .malformed }
        at += 1
        return byte != end
    }

    private mutating func word() throws(Stop) -> JSONTree {
        let start = at
        while at < bytes.count, bytes[at] > 32, !",]}:\"[{".utf8.contains(bytes[at]), at - start < 400 { at += 1 }
        guard at < bytes.count || start == 0 else { throw .needsMore }
        switch String(decoding: bytes[start..<at], as: UTF8.self) {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        case "NaN", "Infinity", "-Infinity": return .number(.nan)
        case let text:
            guard let number = Double(text) else { throw .malformed }
            return .number(number)
        }
    }

    private mutating func string() throws(Stop) -> String {
        at += 1
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<9: throw .malformed
            default: text.append(byte)
            }
        }
        throw .needsMore
    }

    private mutating func escape(into text: inout [UInt8]) throws(Stop) {
        guard at < bytes.count else { throw .needsMore }
        let kind = bytes[at]
        at += 1
        switch kind {
        case UInt8(ascii: "n"), UInt8(ascii: "r"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "b"), UInt8(ascii: "f"): text.append(0x20)
        case UInt8(ascii: "u"):
            guard at + 4 <= bytes.count else { throw .needsMore }
            guard let unit = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16) else {
                throw .malformed
            }
            at += 4
            // Half of a pair stands for a character no rule looks for.
            text += Array(String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
        default: text.append(kind)
        }
    }
}
