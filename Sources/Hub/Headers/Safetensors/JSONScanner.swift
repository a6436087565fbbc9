/// Takes JSON apart piece by piece, strictly: what it does not expect is an error with its offset.
///
/// It never builds a tree, so its memory is that of the caller, and it sees what a decoder hides: a key that stands
/// twice, a number that fits no integer.
struct JSONScanner {
    private let bytes: [UInt8]
    private(set) var offset: Int

    init(_ bytes: [UInt8], from offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    func wrong(_ what: String) -> HeaderError { .malformed(.safetensors, offset: Int64(offset), what) }

    func tooLarge(_ what: String, limit: Int) -> HeaderError {
        .tooLarge(.safetensors, offset: Int64(offset), what: what, limit: Int64(limit))
    }

    /// The next byte that is no white space, left where it is; nil at the end.
    mutating func peek() -> UInt8? {
        while offset < bytes.count {
            let byte = bytes[offset]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            offset += 1
        }
        return nil
    }

    mutating func expect(_ scalar: Unicode.Scalar) throws(HeaderError) {
        guard let byte = peek(), byte == UInt8(ascii: scalar) else { throw wrong("`\(scalar)` is missing") }
        offset += 1
    }

    /// Moves over the byte when it is the next one.
    mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: scalar) else { return false }
        offset += 1
        return true
    }

    /// A whole number that is not negative and fits 63 bits, without sign, fraction, exponent or leading zeros.
    mutating func count() throws(HeaderError) -> Int64 {
        guard let first = peek(), (48...57).contains(first) else { throw wrong("a whole number is missing") }
        let start = offset
        var number: Int64 = 0
        while offset < bytes.count, (48...57).contains(bytes[offset]) {
            let (tens, isLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, isLarger) = tens.addingReportingOverflow(Int64(bytes[offset] - 48))
            guard !isLarge, !isLarger else { throw wrong("a number is too large") }
            number = sum
            offset += 1
        }
        guard first != 48 || offset == start + 1 else { throw wrong("a number begins with zero") }
        guard offset == bytes.count || ![0x2E, 0x65, 0x45].contains(bytes[offset]) else {
            throw wrong("a number is no whole one")
        }
        return number
    }

    /// A text, with its escapes undone; only valid UTF-8 and whole surrogate pairs pass.
    mutating func string() throws(HeaderError) -> String {
        try expect("\"")
        let start = offset
        var text: [UInt8] = []
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    offset = start
                    throw wrong("a text is no UTF-8")
                }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw wrong("a text contains a control character")
            default: text.append(byte)
            }
        }
        throw wrong("a text does not end")
    }

    private mutating func escape(into text: inout [UInt8]) throws(HeaderError) {
        guard offset < bytes.count else { throw wrong("a text does not end") }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += Array(String(try scalar()).utf8)
        default: throw wrong("an escape is not known")
        }
    }

    private mutating func scalar() throws(HeaderError) -> Unicode.Scalar {
        let high = try unit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xDC00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
            bytes[offset + 1] == UInt8(ascii: "u")
        else { throw wrong("half a surrogate pair") }
        offset += 2
        let low = try unit()
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw wrong("half a surrogate pair") }
        return scalar
    }

    private mutating func unit() throws(HeaderError) -> UInt32 {
        guard bytes.count - offset >= 4 else { throw wrong("a text does not end") }
        var value: UInt32 = 0
        for byte in bytes[offset..<(offset + 4)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw wrong("an escape is not known")
            }
            value = value << 4 | UInt32(digit)
        }
        offset += 4
        return value
    }
}
