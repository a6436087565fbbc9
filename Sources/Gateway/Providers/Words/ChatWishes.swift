import Wire

/// The fields of a chat that mean the same to every provider under other names.
extension Question {
    /// Tokens of the answer, at most.
    var mostTokens: Int64? { fields["max_completion_tokens"]?.integer ?? fields["max_tokens"]?.integer }

    var stops: [String] { fields["stop"]?.strings.filter { !$0.isEmpty } ?? [] }

    /// The form of the answer.
    enum Form { case text, json, schema(JSONValue) }

    var form: Form {
        let wish = fields["response_format"]
        switch wish?["type"]?.string {
        case "json_schema": return wish?["json_schema"]?["schema"].map { .schema($0) } ?? .json
        case "json_object": return .json
        default: return .text
        }
    }

    /// Throws `unsupported` for what neither Anthropic nor Gemini has a word for, and whose lack would change the answer.
    func refuseOpenAIOnly(_ who: String) throws(AttemptFailure) {
        if fields["n"]?.integer ?? 1 > 1 { throw AttemptFailure(.unsupported, "\(who) gives one answer, not `n`") }
        for name in ["logprobs", "top_logprobs"] where fields[name]?.bool ?? (fields[name] != nil) {
            throw AttemptFailure(.unsupported, "\(who) tells no `\(name)`")
        }
        for name in ["grammar", "json_schema", "functions", "audio"] where fields[name] != nil {
            throw AttemptFailure(.unsupported, "\(who) does not know `\(name)`")
        }
    }
}
