/// Every way to speak that the gateway knows, by the name a configuration calls it. A new provider is one folder and one
/// line here.
package enum Dialects {
    package static let all: [String: any Dialect] = [
        "openai": OpenAIDialect(.openAI),
        "openai-compatible": OpenAIDialect(.compatible),
        "groq": OpenAIDialect(.groq),
        "ollama": OpenAIDialect(.ollama),
        "anthropic": AnthropicDialect(),
        "gemini": GeminiDialect(),
    ]

    /// Of the engines of this house: llama.cpp speaks as OpenAI does.
    package static var engine: any Dialect { OpenAIDialect(.compatible) }

    /// The names, sorted, for a message that says what there is.
    package static var names: [String] { all.keys.sorted() }
}
