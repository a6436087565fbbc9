/// A JSON text as it stands: members in their order, texts as bytes.
///
/// A vocabulary has tokens that Swift's `String` takes for equal (one letter in two spellings), so a dictionary of texts would
/// lose some of them.
enum JSONTree: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case text([UInt8])
    case list([JSONTree])
    case members([Member])

    struct Member: Hashable, Sendable {
        let key: [UInt8]
        let value: JSONTree
    }

    /// The last member of that name; nil when there is none, or nothing has members here.
    subscript(name: String) -> JSONTree? {
        guard case .members(let members) = self else { return nil }
        return members.last { $0.key.elementsEqual(name.utf8) }?.value
    }

    /// Nil for everything but a text.
    var bytes: [UInt8]? { if case .text(let bytes) = self { bytes } else { nil } }
    var string: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }
    var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    var list: [JSONTree]? { if case .list(let values) = self { values } else { nil } }
    var members: [Member]? { if case .members(let members) = self { members } else { nil } }
    var isNull: Bool { self == .null }

    /// A whole number; `4096.0` is one too.
    var integer: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        default: nil
        }
    }

    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// What stands for true in Python: not `null`, `false`, zero or empty.
    var isSomething: Bool {
        switch self {
        case .null: false
        case .bool(let value): value
        case .integer(let value): value != 0
        case .number(let value): value != 0
        case .text(let bytes): !bytes.isEmpty
        case .list(let values): !values.isEmpty
        case .members(let members): !members.isEmpty
        }
    }
}
