extension OpenAITraits {
    /// Ollama at its own port, without a key; behind a proxy with one.
    ///
    /// No window is asked for: at `/v1` Ollama drops `num_ctx` and `options` (ollama/ollama#16814). What does not fit
    /// its window, 4096 tokens where nobody says (`OLLAMA_CONTEXT_LENGTH`, or `PARAMETER num_ctx` of the model), it cuts
    /// without a word; who knows the window writes it into the configuration, and what may be longer is not sent. It gives one answer, so a request for several
    /// is not sent; `tool_choice` it takes and does not follow.
    static let ollama = OpenAITraits(
        name: "Ollama", home: "http://127.0.0.1:11434", keyVariables: ["OLLAMA_API_KEY"],
        paths: everything.mapValues { "/v1\($0)" }, dropped: ["chat_template_kwargs", "thinking", "logit_bias"],
        refused: ["grammar", "json_schema"], givesSeveral: false, silentWindow: 4096)
}
