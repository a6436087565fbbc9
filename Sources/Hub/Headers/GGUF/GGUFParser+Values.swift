extension GGUFParser {
    /// A value with its type before it.
    mutating func value() throws(HeaderStop) -> GGUFValue {
        try value(of: try type(), depth: 0)
    }

    private mutating func type() throws(HeaderStop) -> GGUFValueType {
        let number = try cursor.integer(UInt32.self)
        guard let type = GGUFValueType(rawValue: number) else {
            throw cursor.malformed("\(number) is no type of value", back: 4)
        }
        return type
    }

    private mutating func value(of type: GGUFValueType, depth: Int) throws(HeaderStop) -> GGUFValue {
        switch type {
        case .uint8: .unsigned(UInt64(try cursor.integer(UInt8.self)))
        case .uint16: .unsigned(UInt64(try cursor.integer(UInt16.self)))
        case .uint32: .unsigned(UInt64(try cursor.integer(UInt32.self)))
        case .uint64: .unsigned(try cursor.integer())
        case .int8: .signed(Int64(try cursor.integer(Int8.self)))
        case .int16: .signed(Int64(try cursor.integer(Int16.self)))
        case .int32: .signed(Int64(try cursor.integer(Int32.self)))
        case .int64: .signed(try cursor.integer())
        case .float32: .float(Double(Float(bitPattern: try cursor.integer())))
        case .float64: .float(Double(bitPattern: try cursor.integer()))
        case .bool: .bool(try bool())
        case .string: .string(String(decoding: cursor.bytes[try text()], as: UTF8.self))
        case .array: .array(try array(depth: depth + 1))
        }
    }

    private mutating func bool() throws(HeaderStop) -> Bool {
        let byte = try cursor.integer(UInt8.self)
        guard byte < 2 else { throw cursor.malformed("a truth value is \(byte)", back: 1) }
        return byte == 1
    }

    /// Where a text stands. It is copied only when it is kept: a vocabulary has hundreds of thousands.
    private mutating func text() throws(HeaderStop) -> Range<Int> {
        let count = try length()
        guard count <= limits.stringBytes else {
            throw cursor.tooLarge("a text of \(count) bytes", limit: limits.stringBytes)
        }
        return try cursor.take(count)
    }

    private mutating func array(depth: Int) throws(HeaderStop) -> GGUFArray {
        guard depth <= limits.arrayDepth else { throw cursor.tooLarge("arrays in arrays", limit: limits.arrayDepth) }
        let type = try type()
        let count = try length()
        guard count <= limits.arrayCount else {
            throw cursor.tooLarge("an array of \(count) elements", limit: limits.arrayCount)
        }
        let isKept = type != .array && depth == 1
        let kept = isKept ? min(Int(count), limits.keptPerArray, room) : 0
        var values: [GGUFValue] = []
        for _ in 0..<kept { values.append(try value(of: type, depth: depth)) }
        room -= kept
        try skip(count - UInt64(kept), of: type, depth: depth)
        return GGUFArray(elementType: type, count: Int(count), values: values)
    }

    private mutating func skip(_ count: UInt64, of type: GGUFValueType, depth: Int) throws(HeaderStop) {
        if let width = type.width {
            _ = try cursor.take(count * width)
            return
        }
        for _ in 0..<count {
            if type == .string { _ = try text() } else { _ = try array(depth: depth + 1) }
        }
    }
}
