/// One statement, or a piece of one: its text and the values bound to it.
///
/// `"SELECT … WHERE name = \(name)"` binds `name`; only `\(raw:)` and `SQL(raw:)` put text into the statement, and they
/// are for text that stands in the program. Interpolating another `SQL` nests it with its values; `+` joins two.
package struct SQL: Sendable, Hashable {
    /// The text around the values: always one more than there are values.
    private(set) var texts: [String]
    private(set) var values: [SQLValue]
    /// False for statements whose text varies with their values: kept ready, they would pile up.
    private(set) var isReusable = true
    /// True when a regular expression is applied to each row, so that the engine starts the clock of its budget.
    private(set) var appliesPattern = false

    /// An empty piece.
    package init() {
        texts = [""]
        values = []
    }

    /// Text that stands in the program; never anything from outside.
    package init(raw: String) {
        texts = [raw]
        values = []
    }

    /// Whether there is nothing in it.
    package var isEmpty: Bool { values.isEmpty && texts[0].isEmpty }

    package static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.append(right)
        return sum
    }

    package static func += (left: inout SQL, right: SQL) { left.append(right) }

    mutating func append(text: String) { texts[texts.count - 1] += text }

    mutating func append(value: SQLValue) {
        values.append(value)
        texts.append("")
    }

    mutating func append(_ other: SQL) {
        append(text: other.texts[0])
        texts += other.texts.dropFirst()
        values += other.values
        isReusable = isReusable && other.isReusable
        appliesPattern = appliesPattern || other.appliesPattern
    }

    mutating func append(list: [SQLValue]) {
        isReusable = false
        guard !list.isEmpty else { return append(text: "(SELECT NULL WHERE 1 = 0)") }
        append(text: "(")
        for (index, value) in list.enumerated() {
            if index > 0 { append(text: ", ") }
            append(value: value)
        }
        append(text: ")")
    }

    /// The same piece, marked as one that applies a regular expression.
    func applyingPattern() -> SQL {
        var marked = self
        marked.appliesPattern = true
        return marked
    }

    /// The text with the engine's placeholders: `?`, or `$1`, `$2`….
    func text(placeholder: (_ position: Int) -> String) -> String {
        var text = texts[0]
        for position in texts.indices.dropFirst() {
            text += placeholder(position)
            text += texts[position]
        }
        return text
    }
}

extension Sequence<SQL> {
    /// The pieces with `separator` between them, such as `" AND "`.
    package func joined(separator: SQL) -> SQL {
        var sum = SQL()
        for (index, piece) in enumerated() {
            if index > 0 { sum += separator }
            sum += piece
        }
        return sum
    }
}
