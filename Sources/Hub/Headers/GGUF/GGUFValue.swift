/// A value of a GGUF header's metadata.
package enum GGUFValue: Hashable, Sendable {
    case unsigned(UInt64)
    case signed(Int64)
    case float(Double)
    case bool(Bool)
    /// Bytes that are no UTF-8 are replaced by U+FFFD.
    case string(String)
    case array(GGUFArray)

    /// The number, when it is a whole one that is not negative.
    package var count: Int? {
        switch self {
        case .unsigned(let number): Int(exactly: number)
        case .signed(let number): number < 0 ? nil : Int(exactly: number)
        default: nil
        }
    }

    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    package var array: GGUFArray? {
        guard case .array(let array) = self else { return nil }
        return array
    }
}

/// An array of a GGUF header's metadata, with as many of its values as were kept.
package struct GGUFArray: Hashable, Sendable {
    package let elementType: GGUFValueType
    /// The number of elements in the file.
    package let count: Int
    /// The first elements; all of them only when `isComplete`. Of arrays in arrays none are kept.
    package let values: [GGUFValue]

    package var isComplete: Bool { values.count == count }
}

/// The types a GGUF header's values can have, by their numbers in the file.
package enum GGUFValueType: UInt32, Hashable, Sendable {
    case uint8, int8, uint16, int16, uint32, int32, float32, bool, string, array, uint64, int64, float64

    /// Bytes of one value; nil when it varies.
    var width: UInt64? {
        switch self {
        case .uint8, .int8, .bool: 1
        case .uint16, .int16: 2
        case .uint32, .int32, .float32: 4
        case .uint64, .int64, .float64: 8
        case .string, .array: nil
        }
    }
}
