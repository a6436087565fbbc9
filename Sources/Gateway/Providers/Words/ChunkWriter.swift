import Wire

/// Writes the pieces of a streamed answer as OpenAI's.
struct ChunkWriter {
    var id: String
    var model: String
    private let created: Int64

    init(id: String, model: String, created: Int64) {
        self.id = id
        self.model = model
        self.created = created
    }

    func role() -> AnswerChunk { delta(#"{"role":"assistant","content":""}"#, hasContent: false) }

    func text(_ piece: String) -> AnswerChunk { delta(#"{"content":\#(JSONText.quoted(piece))}"#) }

    func thought(_ piece: String) -> AnswerChunk { delta(#"{"reasoning_content":\#(JSONText.quoted(piece))}"#) }

    /// A call begins; `extra` is what its provider wants back with it.
    func call(_ index: Int, id: String, name: String, arguments: String = "", extra: JSONValue? = nil) -> AnswerChunk {
        var fields =
            #""index":\#(index),"id":\#(JSONText.quoted(id)),"type":"function","function":"#
            + #"{"name":\#(JSONText.quoted(name)),"arguments":\#(JSONText.quoted(arguments))}"#
        if let extra { fields += #","extra_content":\#(JSONText.line(extra))"# }
        return delta(#"{"tool_calls":[{\#(fields)}]}"#)
    }

    func arguments(_ index: Int, _ piece: String) -> AnswerChunk {
        delta(#"{"tool_calls":[{"index":\#(index),"function":{"arguments":\#(JSONText.quoted(piece))}}]}"#)
    }

    /// Blocks that Anthropic wants back unchanged.
    func blocks(_ blocks: JSONValue) -> AnswerChunk {
        delta(#"{"thinking_blocks":\#(JSONText.line(blocks))}"#, hasContent: false)
    }

    func finish(_ reason: String) -> AnswerChunk {
        AnswerChunk(wrapped(#"[{"index":0,"delta":{},"finish_reason":"\#(reason)"}]"#), hasContent: false)
    }

    func usage(_ usage: Usage) -> AnswerChunk {
        AnswerChunk(
            wrapped("[]", #","usage":\#(JSONText.line(usage.openAI))"#), hasContent: false, usage: usage)
    }

    private func delta(_ delta: String, hasContent: Bool = true) -> AnswerChunk {
        AnswerChunk(
            wrapped(#"[{"index":0,"delta":\#(delta),"finish_reason":null}]"#), hasContent: hasContent)
    }

    private func wrapped(_ choices: String, _ rest: String = "") -> String {
        #"{"id":\#(JSONText.quoted(id)),"object":"chat.completion.chunk","created":\#(created),"#
            + #""model":\#(JSONText.quoted(model)),"choices":\#(choices)\#(rest)}"#
    }
}
