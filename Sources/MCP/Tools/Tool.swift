import Access
import Wire

/// Something that a model may ask the house to do.
protocol Tool: Sendable {
    /// As calls name it.
    var name: String { get }
    /// As people see it.
    var title: String { get }
    /// What it does, for the model that chooses.
    var summary: String { get }
    /// What the caller must hold.
    var permission: Permission { get }
    var effect: ToolEffect { get }
    /// Whether it can take longer than a proxy waits for an answer.
    var isSlow: Bool { get }
    var fields: [Field] { get }
    var output: Shape { get }

    func call(_ arguments: Arguments, _ call: CallContext) async throws -> ToolAnswer
}

extension Tool {
    var isSlow: Bool { false }

    /// As `tools/list` shows it.
    var definition: JSONValue {
        [
            "name": .string(name), "title": .string(title), "description": .string(summary),
            "inputSchema": Field.schema(of: fields), "outputSchema": output.schema,
            "annotations": effect.annotations(title: title),
            "_meta": ["roost/permission": .string(permission.rawValue)],
        ]
    }
}

/// What a call does to the house and to others.
struct ToolEffect: Sendable, Hashable {
    /// Nothing here is another afterwards.
    var isReading = false
    /// Something is gone afterwards.
    var isDestructive = false
    /// The second call of the same changes nothing more.
    var isIdempotent = true
    /// Others than this house are asked.
    var isOpenWorld = false

    static let reads = ToolEffect(isReading: true)
    static let readsElsewhere = ToolEffect(isReading: true, isOpenWorld: true)

    func annotations(title: String) -> JSONValue {
        [
            "title": .string(title), "readOnlyHint": .bool(isReading), "destructiveHint": .bool(isDestructive),
            "idempotentHint": .bool(isIdempotent), "openWorldHint": .bool(isOpenWorld),
        ]
    }
}
