import Domain
import Wire

/// One argument of a tool: what its schema says and what is checked are this one thing.
struct Field: Sendable {
    enum Kind: Sendable {
        /// One to so many bytes.
        case text(atMost: Int)
        case choice([String])
        case number(ClosedRange<Int>)
        case flag
        /// At most so many texts of at most 300 bytes.
        case texts(atMost: Int)
    }

    static let textBytes = 300

    let name: String
    let kind: Kind
    var isRequired = false
    /// What it means, in a sentence.
    let says: String

    init(_ name: String, _ kind: Kind, required: Bool = false, _ says: String) {
        self.name = name
        self.kind = kind
        isRequired = required
        self.says = says
    }

    static func schema(of fields: [Field]) -> JSONValue {
        var schema: [String: JSONValue] = [
            "type": "object", "additionalProperties": false,
            "properties": .object(Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.schema) })),
        ]
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { schema["required"] = .array(required) }
        return .object(schema)
    }

    private var schema: JSONValue {
        var schema: [String: JSONValue] = ["description": .string(says)]
        switch kind {
        case .text(let limit):
            schema.merge(["type": "string", "minLength": 1, "maxLength": .integer(Int64(limit))]) { $1 }
        case .choice(let names):
            schema.merge(["type": "string", "enum": .array(names.map { .string($0) })]) { $1 }
        case .number(let range):
            schema.merge([
                "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
                "maximum": .integer(Int64(range.upperBound)),
            ]) { $1 }
        case .flag: schema["type"] = "boolean"
        case .texts(let limit):
            schema.merge([
                "type": "array", "maxItems": .integer(Int64(limit)),
                "items": ["type": "string", "minLength": 1, "maxLength": .integer(Int64(Self.textBytes))],
            ]) { $1 }
        }
        return .object(schema)
    }

    /// Throws, naming the field and what it takes, for a value that is none.
    func check(_ value: JSONValue) throws(Problem) {
        let isRight: Bool
        let wanted: String
        switch kind {
        case .text(let limit):
            (isRight, wanted) = (Self.isText(value, limit), "a text of 1 to \(limit) bytes")
        case .choice(let names):
            (isRight, wanted) = (value.string.map(names.contains) ?? false, "one of \(names.joined(separator: ", "))")
        case .number(let range):
            let number = value.integer.flatMap { Int(exactly: $0) }
            (isRight, wanted) = (
                number.map(range.contains) ?? false, "a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        case .flag: (isRight, wanted) = (value.bool != nil, "true or false")
        case .texts(let limit):
            let list = value.array ?? []
            let isList = value.array != nil && list.count <= limit
            (isRight, wanted) = (
                isList && list.allSatisfy { Self.isText($0, Self.textBytes) }, "a list of at most \(limit) texts"
            )
        }
        guard isRight else { throw Problem(.badRequest, "the argument `\(name)` must be \(wanted)") }
    }

    private static func isText(_ value: JSONValue, _ limit: Int) -> Bool {
        value.string.map { (1...limit).contains($0.utf8.count) } ?? false
    }
}
