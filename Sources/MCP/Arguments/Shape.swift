import Wire

/// What a tool's answer looks like, as a JSON Schema that clients hold it against.
indirect enum Shape: Sendable {
    case text
    case whole
    case number
    case flag
    /// An object that the documentation of the API describes.
    case anything
    case list(Shape)
    /// Fields that are always there, and fields that are absent where nothing is known.
    case object([String: Shape], optional: [String: Shape] = [:])

    var schema: JSONValue {
        switch self {
        case .text: ["type": "string"]
        case .whole: ["type": "integer"]
        case .number: ["type": "number"]
        case .flag: ["type": "boolean"]
        case .anything: ["type": "object"]
        case .list(let element): ["type": "array", "items": element.schema]
        case .object(let fields, let optional):
            [
                "type": "object", "required": .array(fields.keys.sorted().map { .string($0) }),
                "properties": .object(fields.merging(optional) { $1 }.mapValues(\.schema)),
            ]
        }
    }

    static let problem = Shape.object(["code": .text, "message": .text], optional: ["hint": .text])
    static let verdict = Shape.object(["decision": .text, "policy": .text, "reason": .text, "decided_at": .text])
    static let job = Shape.object(
        [
            "id": .text, "kind": .text, "subject": .text, "state": .text, "phase": .text, "completed": .whole,
            "total": .whole, "unit": .text, "attempts": .whole, "created_at": .text, "updated_at": .text,
        ], optional: ["problem": .problem, "finished_at": .text])
    static let model = Shape.object(
        [
            "name": .text, "kind": .text, "commit": .text, "revision": .text, "size_bytes": .whole, "files": .whole,
            "source": .text, "kept_at": .text, "quarantined": .flag,
        ],
        optional: [
            "task": .text, "library": .text, "license": .text, "quantisation": .text, "downloads": .whole,
            "likes": .whole, "verdict": .verdict,
        ])
}
