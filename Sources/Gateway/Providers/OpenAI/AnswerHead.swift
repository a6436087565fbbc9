import Wire

/// What must be known of a whole answer to pass it on as it came. Vectors are not read, only counted.
struct AnswerHead {
    let choices: Int
    let data: Int
    let usage: Usage?
    let isError: Bool

    /// Nil when it is no JSON object, or one of other types.
    init?(_ body: String) {
        guard let fields = try? WireJSON.decodeExactly(Fields.self, from: body) else { return nil }  // as said above
        choices = fields.choices?.count ?? 0
        data = fields.data?.count ?? 0
        usage = Usage(openAI: fields.usage)
        isError = fields.error.map { !$0.isNull } ?? false
    }

    private struct Fields: Decodable {
        let choices: [Anything]?
        let data: [Anything]?
        let usage: JSONValue?
        let error: JSONValue?
    }

    /// Takes whatever stands there without looking.
    private struct Anything: Decodable {
        init(from decoder: any Decoder) {}
    }
}
