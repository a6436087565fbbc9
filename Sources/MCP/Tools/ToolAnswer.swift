import Domain
import Wire

/// What a tool says: a value by its schema, and the same in a few words.
struct ToolAnswer: Sendable, Hashable {
    /// Bytes of the value and the words; clients take events of a mebibyte.
    static let atMost = 700_000

    let text: String
    let value: JSONValue?
    let problem: Problem?

    init(_ text: String, _ value: JSONValue) {
        self.text = text
        self.value = value
        problem = nil
    }

    /// What went wrong, in the words that every surface uses.
    init(_ problem: Problem) {
        text = "error: \(problem.message)" + (problem.hint.map { "\nhint: \($0)" } ?? "")
        value = nil
        self.problem = problem
    }

    /// Bytes as JSON.
    var size: Int { get throws { text.utf8.count + (try value.map { try WireJSON.exactText($0).utf8.count } ?? 0) } }

    /// The fields of the result. A failure has no `structuredContent`, because it is not of the tool's schema.
    var fields: [String: JSONValue] {
        var fields: [String: JSONValue] = [
            "content": [["type": "text", "text": .string(text)]], "isError": .bool(problem != nil),
        ]
        fields["structuredContent"] = value
        if let problem {
            var said: [String: JSONValue] = [
                "code": .string(problem.code.rawValue), "message": .string(problem.message),
            ]
            said["hint"] = problem.hint.map { .string($0) }
            fields["_meta"] = ["roost/problem": .object(said)]
        }
        return fields
    }
}

extension JSONValue {
    /// A value of the wire as it would be sent.
    init(wire value: some Encodable) throws {
        self = try WireJSON.decodeExactly(JSONValue.self, from: WireJSON.text(value, pretty: false))
    }

    /// Only these fields of an object.
    func only(_ names: String...) -> JSONValue {
        .object((object ?? [:]).filter { names.contains($0.key) })
    }
}
