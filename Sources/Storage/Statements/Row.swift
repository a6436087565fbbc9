/// One row of a result: values by the name of their column.
package struct Row: Sendable {
    /// Shared by all rows of a result; a result has few columns, so looking through them beats hashing.
    private let columns: [String]
    private let values: [SQLValue]

    init(columns: [String], values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// Whatever stands in the column. Throws `StorageError.noColumn` when the result has none of that name.
    package func value(_ column: String) throws -> SQLValue {
        guard let index = columns.firstIndex(of: column) else { throw StorageError.noColumn(column, columns: columns) }
        return values[index]
    }

    /// The text of the column; nil for NULL.
    package func optionalText(_ column: String) throws -> String? {
        switch try value(column) {
        case .null: nil
        case .text(let text): text
        case let other: throw StorageError.columnType(column, wanted: "text", found: other.typeName)
        }
    }

    /// The integer of the column; nil for NULL.
    package func optionalInteger(_ column: String) throws -> Int64? {
        switch try value(column) {
        case .null: nil
        case .integer(let integer): integer
        case let other: throw StorageError.columnType(column, wanted: "integer", found: other.typeName)
        }
    }

    /// The number of the column, an integer being one too; nil for NULL.
    package func optionalReal(_ column: String) throws -> Double? {
        switch try value(column) {
        case .null: nil
        case .real(let real): real
        case .integer(let integer): Double(integer)
        case let other: throw StorageError.columnType(column, wanted: "real", found: other.typeName)
        }
    }

    /// The truth kept as 0 or 1 in the column; nil for NULL.
    package func optionalBool(_ column: String) throws -> Bool? {
        switch try value(column) {
        case .null: nil
        case .integer(0): false
        case .integer(1): true
        case let other: throw StorageError.columnType(column, wanted: "0 or 1", found: other.typeName)
        }
    }

    /// The bytes of the column; nil for NULL.
    package func optionalBlob(_ column: String) throws -> [UInt8]? {
        switch try value(column) {
        case .null: nil
        case .blob(let bytes): bytes
        case let other: throw StorageError.columnType(column, wanted: "blob", found: other.typeName)
        }
    }

    package func text(_ column: String) throws -> String { try present(optionalText(column), column, "text") }
    package func integer(_ column: String) throws -> Int64 { try present(optionalInteger(column), column, "integer") }
    package func real(_ column: String) throws -> Double { try present(optionalReal(column), column, "real") }
    package func bool(_ column: String) throws -> Bool { try present(optionalBool(column), column, "0 or 1") }
    package func blob(_ column: String) throws -> [UInt8] { try present(optionalBlob(column), column, "blob") }

    private func present<T>(_ value: T?, _ column: String, _ wanted: String) throws -> T {
        guard let value else { throw StorageError.columnType(column, wanted: wanted, found: "NULL") }
        return value
    }
}

extension SQLValue {
    var typeName: String {
        switch self {
        case .null: "NULL"
        case .integer: "integer"
        case .real: "real"
        case .text: "text"
        case .blob: "blob"
        }
    }
}
