/// What is known of a value that a pickle makes, without making it.
enum PickleValue {
    /// Something of which nothing need be known.
    case opaque
    case nothing
    case bool(Bool)
    case integer(Int64)
    /// A short text that may be a name.
    case text(String)
    /// A text that is too long for a name, or no name.
    case otherText
    /// Bytes; whether the scan has looked into them as a pickle or an archive.
    case bytes(isInspected: Bool)
    case tuple([PickleValue])
    case list(PickleList)
    case dictionary(PickleDictionary)
    /// An imported thing itself, by its number.
    case global(Int)
    /// What calling an import gave.
    case made(Int)
    case dtype(PickleDType)
    /// What `getattr` took from a class.
    case attribute
    /// The number that opens a file of the old torch format.
    case torchMagic

    var isText: Bool {
        switch self {
        case .text, .otherText: true
        default: false
        }
    }
}

/// A list, of which only its nesting by repetition is followed.
final class PickleList {
    /// How many times lists of at least eight equal lists are nested in it.
    var laughs = 0
    /// How many times it was appended to itself.
    var echoes = 0
}

/// A dictionary, of which only what describes a joblib array is kept. It holds no other container, so none can hold itself.
final class PickleDictionary {
    var shape: [Int64]?
    var dtype: PickleDType?
    var isAligned = false

    func set(_ name: String, _ value: PickleValue) {
        switch (name, value) {
        case ("shape", .tuple(let items)): shape = Self.counts(items)
        case ("shape", .integer(let count)): shape = [count]
        case ("dtype", .dtype(let type)): dtype = type
        case ("numpy_array_alignment_bytes", .integer): isAligned = true
        default: break
        }
    }

    private static func counts(_ items: [PickleValue]) -> [Int64]? {
        var counts: [Int64] = []
        for item in items {
            guard case .integer(let count) = item, count >= 0 else { return nil }
            counts.append(count)
        }
        return counts
    }

    /// The bytes of the array, if its description is whole and they can be counted.
    var arrayBytes: Int64? {
        guard let shape, let dtype, var total = dtype.itemBytes else { return nil }
        for count in shape {
            let (product, overflow) = total.multipliedReportingOverflow(by: count)
            guard !overflow else { return nil }
            total = product
        }
        return total
    }
}

/// A numpy data type.
final class PickleDType {
    let itemBytes: Int64?
    var hasObjects: Bool

    /// Reads `f8`, `|O`, `<U12`, `V16`.
    init(_ code: String) {
        let bare = code.drop { "<>=|".contains($0) }
        let size = Int64(bare.dropFirst())
        hasObjects = bare.first == "O"
        switch bare.first {
        case "U": itemBytes = size.flatMap { $0 < 1 << 40 ? $0 * 4 : nil }
        case "O": itemBytes = 8
        case "?": itemBytes = 1
        default: itemBytes = size ?? Self.letters[bare.first ?? " "]
        }
    }

    /// Applies what `dtype.__setstate__` gets: the last number has bit 0 set when objects are inside.
    func apply(_ state: PickleValue) {
        guard case .tuple(let items) = state, items.count >= 8, case .integer(let flags) = items[7] else { return }
        if flags & 1 != 0 { hasObjects = true }
    }

    private static let letters: [Character: Int64] = [
        "b": 1, "B": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8, "e": 2, "f": 4, "d": 8,
        "g": 16, "F": 8, "D": 16, "G": 32,
    ]
}
