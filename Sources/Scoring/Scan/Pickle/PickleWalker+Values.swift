extension PickleWalker {
    /// Pushes a value that has no argument.
    mutating func made(_ value: PickleValue) -> Step {
        push(value)
        return .done(0)
    }

    mutating func pushNumber(_ number: Int64) -> Step? {
        push(.integer(number))
        return nil
    }

    mutating func pushOpaque() -> Step? {
        push(.opaque)
        return nil
    }

    mutating func beginProtocol(_ version: UInt64) -> Step? {
        guard version <= 5 else { return .failed("protocol \(version) is not known") }
        if report.instructions > 0 { odd("pickle-protocol", "the protocol is declared in the middle of it") }
        report.hasProtocol = true
        return nil
    }

    mutating func end() -> Step {
        guard let value = pop() else { return .failed("it ends with an empty stack") }
        if case .torchMagic = value { report.isTorchMagic = true }
        report.hasEnded = true
        return .needs(0, .end)
    }

    mutating func mark() -> Step {
        marks.append(stack.count)
        return .done(0)
    }

    /// POP, POP_MARK and DUP.
    mutating func rearrange(_ code: UInt8) -> Step {
        switch code {
        case UInt8(ascii: "2"): return duplicate() ?? .done(0)
        case UInt8(ascii: "1"): return popMark() == nil ? .failed("there is no mark") : .done(0)
        default:
            if pop() != nil { return .done(0) }
            return marks.popLast() == nil ? .failed("the stack is empty") : .done(0)
        }
    }

    /// A whole number of any length.
    mutating func long(width: Int, _ bytes: UnsafeRawBufferPointer) -> Step {
        guard bytes.count >= width else { return .starved(width) }
        let count = Int(Self.number(bytes, width))
        guard width == 1 || count < 1 << 31 else { return .failed("a number has a negative length") }
        guard count <= 16 else {
            push(.opaque)
            return .needs(width, .skip(Int64(count)))
        }
        guard bytes.count >= width + count else { return .starved(width + count) }
        let digits = UnsafeRawBufferPointer(rebasing: bytes[width..<(width + count)])
        if digits.elementsEqual(Self.torchMagic) {
            push(.torchMagic)
        } else if count <= 8 {
            let raw = Self.number(digits, count)
            let shift = UInt64(64 - count * 8)
            push(.integer(count == 0 ? 0 : Int64(bitPattern: raw << shift) >> Int64(shift)))
        } else {
            push(.opaque)
        }
        return .done(width + count)
    }

    /// 0x1950A86A20F9469CFC6C.
    private static var torchMagic: [UInt8] { [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19] }

    mutating func decimal(_ text: String?) -> Step? {
        guard let text else { return pushOpaque() }
        var digits = text.utf8.filter { $0 > 32 && $0 != UInt8(ascii: "_") }
        if digits.last == UInt8(ascii: "L") { digits.removeLast() }
        guard !digits.isEmpty, digits.allSatisfy({ Self.isDigit($0) || "+-xXoO".utf8.contains($0) }) else {
            return .failed("a number is none")
        }
        let bare = String(decoding: digits, as: UTF8.self)
        push(bare == "119547037146038801333356" ? .torchMagic : Int64(bare).map { .integer($0) } ?? .opaque)
        return nil
    }

    /// Hexadecimal ones too.
    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
    }

    mutating func floating(_ text: String?) -> Step? {
        guard let text, text.utf8.count < 400,
            text.utf8.allSatisfy({ Self.isDigit($0) || "+-.infatyINFATY_ \r".utf8.contains($0) })
        else { return .failed("a number is none") }
        return pushOpaque()
    }

    mutating func quoted(_ text: String?) -> Step? {
        guard let text else {
            push(.otherText)
            return nil
        }
        guard let last = text.last(where: { $0 != " " && $0 != "\r" }), let first = text.first, text.count >= 2,
            first == last, first == "'" || first == "\""
        else { return .failed("a string is not quoted") }
        push((text.utf8.count <= 1024 ? Self.unquoted(text) : nil).map { .text($0) } ?? .otherText)
        return nil
    }

    mutating func raw(_ text: String?) -> Step? {
        push(text.flatMap { Self.rawText($0) }.map { .text($0) } ?? .otherText)
        return nil
    }

    /// Of Python's raw unicode escapes there are only two.
    private static func rawText(_ text: String) -> String? {
        guard text.utf8.count <= 1024 else { return nil }
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        guard text.contains("\\u") || text.contains("\\U") else { return nil }
        return unescaped(text[...])
    }

    mutating func shortTuple(_ count: Int) -> Step {
        guard stack.count - fence >= count else { return .failed("the stack is empty") }
        // A slice would share the stack, and removing from it would copy all of it.
        let items = Array(stack.suffix(count))[...]
        stack.removeLast(count)
        makeTuple(items)
        return .done(0)
    }

    mutating func marked(_ body: (inout Self, ArraySlice<PickleValue>) -> Void) -> Step {
        guard let items = popMark() else { return .failed("there is no mark") }
        body(&self, items)
        return .done(0)
    }

    /// For what adds to the value below its arguments.
    mutating func onto(_ count: Int, _ body: (inout Self, PickleValue, ArraySlice<PickleValue>) -> Void) -> Step {
        guard stack.count - fence > count else { return .failed("the stack is empty") }
        // A slice would share the stack, and removing from it would copy all of it.
        let items = Array(stack.suffix(count))[...]
        stack.removeLast(count)
        guard let target = top else { return .failed("the stack is empty") }
        body(&self, target, items)
        return .done(0)
    }

    mutating func markedOnto(_ body: (inout Self, PickleValue, ArraySlice<PickleValue>) -> Void) -> Step {
        guard let items = popMark(), let target = top else { return .failed("there is no mark") }
        body(&self, target, items)
        return .done(0)
    }
}
