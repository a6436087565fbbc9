extension SQL: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { self.init(raw: value) }
    package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.sql }

    /// Collects the pieces of `"… \(value) …"`.
    package struct StringInterpolation: StringInterpolationProtocol {
        var sql = SQL()

        package init(literalCapacity: Int, interpolationCount: Int) {}
        package mutating func appendLiteral(_ literal: String) { sql.append(text: literal) }

        /// Binds the value.
        package mutating func appendInterpolation(_ value: some SQLConvertible) { sql.append(value: value.sqlValue) }

        /// Binds the value, or NULL.
        package mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            sql.append(value: value?.sqlValue ?? .null)
        }

        /// Nests the other statement with its values.
        package mutating func appendInterpolation(_ other: SQL) { sql.append(other) }

        /// Puts in text that stands in the program: a name of a table or column.
        package mutating func appendInterpolation(raw text: String) { sql.append(text: text) }

        /// Binds each value, in parentheses, for `IN`; an empty list is in parentheses too and holds nothing.
        package mutating func appendInterpolation(list values: [some SQLConvertible]) {
            sql.append(list: values.map(\.sqlValue))
        }
    }
}
