/// What runs models here, without where it lies or answers.
enum EngineName {
    /// `xllamacpp in /a/python`, `/usr/bin/llama-server` and `Ollama at http://10.0.0.7:11434` are `xllamacpp`, `llama-server`
    /// and `Ollama`.
    static func plain(_ described: String) -> String {
        let word = described.prefix { $0 != " " }
        return String(word.split(separator: "/").last ?? word)
    }
}
