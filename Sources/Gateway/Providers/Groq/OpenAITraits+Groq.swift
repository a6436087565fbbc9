extension OpenAITraits {
    /// Groq's paths have OpenAI's name in them; it has no vectors, and takes one answer and no probabilities. Its usage may
    /// stand in `x_groq`, which the reader looks for everywhere.
    static let groq = OpenAITraits(
        name: "Groq", home: "https://api.groq.com", keyVariables: ["GROQ_API_KEY"],
        paths: [.chat: "/openai/v1/chat/completions"],
        dropped: samplingElsewhere.union(["logit_bias", "metadata", "store"]),
        refused: ["grammar", "json_schema", "logprobs", "top_logprobs"], givesSeveral: false, hasNewTokenName: true,
        takesNames: false)
}
