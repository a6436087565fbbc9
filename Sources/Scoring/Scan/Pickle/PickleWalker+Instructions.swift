extension PickleWalker {
    /// One instruction: its code, and what stands behind it.
    mutating func take(_ code: UInt8, _ bytes: UnsafeRawBufferPointer) -> Step {
        guard stack.count + marks.count <= limits.stackDepth else {
            return .failed("its stack is deeper than \(limits.stackDepth)")
        }
        return switch code {
        case 0x80: fixed(1, bytes) { $0.beginProtocol($1) }
        case 0x95:
            fixed(8, bytes) {
                $0.beginFrame($1)
                return nil
            }
        case UInt8(ascii: "."): end()
        case UInt8(ascii: "("): mark()
        case UInt8(ascii: "0"), UInt8(ascii: "1"), UInt8(ascii: "2"): rearrange(code)
        case UInt8(ascii: "c"): global(bytes) { $0.push(.global($0.imported($1, $2))) }
        case UInt8(ascii: "i"): instance(bytes)
        case 0x93: stackGlobal()
        case UInt8(ascii: "R"): reduce()
        case 0x81, 0x92: newObject(withKeywords: code == 0x92)
        case UInt8(ascii: "o"): object()
        case UInt8(ascii: "b"): build()
        case 0x82: fixed(1, bytes) { $0.takeExtension($1) }
        case 0x83: fixed(2, bytes) { $0.takeExtension($1) }
        case 0x84: fixed(4, bytes) { $0.takeExtension($1) }
        case UInt8(ascii: "P"): line(bytes) { walker, _ in walker.pushOpaque() }
        case UInt8(ascii: "Q"): pop() == nil ? .failed("the stack is empty") : made(.opaque)
        default: takeValue(code, bytes)
        }
    }

    private mutating func takeValue(_ code: UInt8, _ bytes: UnsafeRawBufferPointer) -> Step {
        switch code {
        case UInt8(ascii: "X"): text(width: 4, bytes)
        case 0x8C: text(width: 1, bytes)
        case 0x8D: text(width: 8, bytes)
        case UInt8(ascii: "U"): payload(width: 1, bytes, isText: true)
        case UInt8(ascii: "T"): payload(width: 4, bytes, isText: true)
        case UInt8(ascii: "C"): payload(width: 1, bytes)
        case UInt8(ascii: "B"): payload(width: 4, bytes)
        case 0x8E, 0x96: payload(width: 8, bytes)
        case UInt8(ascii: "K"): fixed(1, bytes) { $0.pushNumber(Int64($1)) }
        case UInt8(ascii: "M"): fixed(2, bytes) { $0.pushNumber(Int64($1)) }
        case UInt8(ascii: "J"): fixed(4, bytes) { $0.pushNumber(Int64(Int32(truncatingIfNeeded: $1))) }
        case 0x8A: long(width: 1, bytes)
        case 0x8B: long(width: 4, bytes)
        case UInt8(ascii: "G"): fixed(8, bytes) { walker, _ in walker.pushOpaque() }
        case UInt8(ascii: "N"): made(.nothing)
        case 0x88, 0x89: made(.bool(code == 0x88))
        case UInt8(ascii: "I"), UInt8(ascii: "L"): line(bytes) { $0.decimal($1) }
        case UInt8(ascii: "F"): line(bytes) { $0.floating($1) }
        case UInt8(ascii: "S"): line(bytes) { $0.quoted($1) }
        case UInt8(ascii: "V"): line(bytes) { $0.raw($1) }
        case UInt8(ascii: "q"), UInt8(ascii: "h"):
            fixed(1, bytes) { code == UInt8(ascii: "q") ? $0.put($1) : $0.get($1) }
        case UInt8(ascii: "r"), UInt8(ascii: "j"):
            fixed(4, bytes) { code == UInt8(ascii: "r") ? $0.put($1) : $0.get($1) }
        case UInt8(ascii: "p"), UInt8(ascii: "g"):
            line(bytes) { walker, text in
                guard let index = text.flatMap({ UInt64($0.filter { !$0.isWhitespace }) }) else {
                    return .failed("the memo has no place of that name")
                }
                return code == UInt8(ascii: "p") ? walker.put(index) : walker.get(index)
            }
        case 0x94: memoize() ?? .done(0)
        case 0x97: made(.opaque)
        case 0x98: top == nil ? .failed("the stack is empty") : .done(0)
        default: takeContainer(code)
        }
    }

    private mutating func takeContainer(_ code: UInt8) -> Step {
        switch code {
        case UInt8(ascii: "]"): made(.list(PickleList()))
        case UInt8(ascii: "}"): made(.dictionary(PickleDictionary()))
        case UInt8(ascii: ")"): made(.tuple([]))
        case 0x8F: made(.opaque)
        case 0x85, 0x86, 0x87: shortTuple(Int(code) - 0x84)
        case UInt8(ascii: "t"): marked { $0.makeTuple($1) }
        case UInt8(ascii: "l"):
            marked {
                let list = PickleValue.list(PickleList())
                $0.push(list)
                $0.extend(list, with: $1)
            }
        case UInt8(ascii: "d"):
            marked {
                let dictionary = PickleValue.dictionary(PickleDictionary())
                $0.push(dictionary)
                $0.set($1, on: dictionary)
            }
        case 0x91: marked { walker, _ in walker.push(.opaque) }
        case UInt8(ascii: "a"): onto(1) { $0.append($2, to: $1) }
        case UInt8(ascii: "s"): onto(2) { $0.set($2, on: $1) }
        case UInt8(ascii: "e"):
            markedOnto {
                $0.changes($1)
                $0.extend($1, with: $2)
            }
        case UInt8(ascii: "u"): markedOnto { $0.set($2, on: $1) }
        case 0x90: markedOnto { walker, set, _ in walker.changes(set) }
        default: .failed("the byte 0x\(String(code, radix: 16)) is no instruction")
        }
    }
}
