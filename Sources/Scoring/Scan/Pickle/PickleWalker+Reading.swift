extension PickleWalker {
    /// What came of one instruction.
    enum Step {
        /// Followed, with so many bytes of argument.
        case done(Int)
        /// Its argument does not lie in the piece: so many bytes of it are needed.
        case starved(Int)
        /// Followed so far; then something must be done for it.
        case needs(Int, Need)
        case failed(String)
    }

    /// The longest line that is looked at; longer ones hold numbers or texts of no interest.
    private static var lineLimit: Int { 4096 }

    /// Reads a little-endian number of up to eight bytes.
    @inline(__always)
    static func number(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> UInt64 {
        var number: UInt64 = 0
        for index in 0..<count { number |= UInt64(bytes[index]) << UInt64(index * 8) }
        return number
    }

    /// An argument of fixed length.
    @inline(__always)
    mutating func fixed(
        _ count: Int, _ bytes: UnsafeRawBufferPointer, _ body: (inout Self, UInt64) -> Step?
    ) -> Step {
        guard bytes.count >= count else { return .starved(count) }
        return body(&self, Self.number(bytes, count)) ?? .done(count)
    }

    /// An argument that ends with a newline; `body` gets nil for one that is too long to be a name.
    mutating func line(_ bytes: UnsafeRawBufferPointer, _ body: (inout Self, String?) -> Step?) -> Step {
        let seen = bytes.prefix(Self.lineLimit)
        guard let end = seen.firstIndex(of: UInt8(ascii: "\n")) else {
            if bytes.count < Self.lineLimit { return .starved(bytes.count + 1) }
            return body(&self, nil) ?? .needs(0, .line)
        }
        let text = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[..<end]), as: UTF8.self)
        return body(&self, text) ?? .done(end + 1)
    }

    /// A counted text: read when it may be a name, else skipped.
    mutating func text(width: Int, _ bytes: UnsafeRawBufferPointer) -> Step {
        guard bytes.count >= width else { return .starved(width) }
        guard let count = Int(exactly: Self.number(bytes, width)) else {
            return .failed("a text has no possible length")
        }
        guard count <= limits.nameBytes else {
            push(.otherText)
            return .needs(width, .skip(Int64(count)))
        }
        guard bytes.count >= width + count else { return .starved(width + count) }
        let content = UnsafeRawBufferPointer(rebasing: bytes[width..<(width + count)])
        push(Self.isNameLike(content) ? .text(String(decoding: content, as: UTF8.self)) : .otherText)
        return .done(width + count)
    }

    /// Counted bytes: short ones are moved over here, others may hold something to look into.
    mutating func payload(width: Int, _ bytes: UnsafeRawBufferPointer, isText: Bool = false) -> Step {
        guard bytes.count >= width else { return .starved(width) }
        let number = Self.number(bytes, width)
        guard let count = Int(exactly: number), !isText || width < 4 || number < 1 << 31 else {
            return .failed("a string has no possible length")
        }
        if isText, count <= limits.nameBytes {
            guard bytes.count >= width + count else { return .starved(width + count) }
            let content = UnsafeRawBufferPointer(rebasing: bytes[width..<(width + count)])
            if Self.isNameLike(content) {
                push(.text(String(decoding: content, as: UTF8.self)))
                return .done(width + count)
            }
        }
        return .needs(width, .payload(Int64(count)))
    }

    /// Whether a text can be the name of a module, of something in it, of a data type or of an encoding.
    private static func isNameLike(_ bytes: UnsafeRawBufferPointer) -> Bool {
        // A bit for each of ASCII's letters, digits and `_.-<>|=?: `: this is asked of every text of a vocabulary.
        let (low, high): (UInt64, UInt64) = (0xF7FF_6001_0000_0000, 0x17FF_FFFE_87FF_FFFE)
        return bytes.allSatisfy { byte in
            byte >= 0x80 || (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte - 64)) & 1 == 1
        }
    }

    /// The text in a quoted line of protocol 0, without its quotes and escapes.
    static func unquoted(_ line: String) -> String? {
        var text = line[...]
        while text.last == " " || text.last == "\r" { text = text.dropLast() }
        guard let quote = text.first, quote == "'" || quote == "\"", text.count >= 2, text.last == quote else {
            return nil
        }
        text = text.dropFirst().dropLast()
        return text.contains("\\") ? unescaped(text) : String(text)
    }

    /// Python's simple escapes; nil when there is one that is not known.
    static func unescaped(_ text: Substring) -> String? {
        var out = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            guard character == "\\" else {
                out.append(character)
                continue
            }
            guard let kind = rest.popFirst() else { return nil }
            let digits: Int
            switch kind {
            case "x": digits = 2
            case "u": digits = 4
            case "U": digits = 8
            case "\\", "'", "\"":
                out.append(kind)
                continue
            case "n", "r", "t":
                out.append(" ")
                continue
            case "0"..."7":
                let octal = String(kind) + rest.prefix { ("0"..."7").contains($0) }.prefix(2)
                rest = rest.dropFirst(octal.count - 1)
                guard let scalar = UInt32(octal, radix: 8).flatMap(Unicode.Scalar.init) else { return nil }
                out.unicodeScalars.append(scalar)
                continue
            default: return nil
            }
            guard rest.prefix(digits).count == digits,
                let scalar = UInt32(rest.prefix(digits), radix: 16).flatMap(Unicode.Scalar.init)
            else { return nil }
            out.unicodeScalars.append(scalar)
            rest = rest.dropFirst(digits)
        }
        return out
    }
}
