import Domain
package import Wire

extension ModelFileRole {
    /// Told from the name alone, as people tell it: what is inside is the scan's to say.
    package init(path: String) {
        let parts = path.lowercased().split(separator: "/")
        let name = parts.last.map(String.init) ?? ""
        let ending = name.split(separator: ".").dropFirst().last.map(String.init) ?? ""
        let stem = name.prefix { $0 != "." }
        if name == "readme.md" {
            self = .card
        } else if ["license", "licence", "copying", "notice"].contains(where: stem.hasPrefix) {
            self = .licence
        } else if Self.isTokenizer(name) {
            self = .tokenizer
        } else if Self.weightEndings.contains(ending) || name.contains(".gguf") {
            self = .weights
        } else if Self.codeEndings.contains(ending) {
            self = .code
        } else if Self.dataEndings.contains(ending) || parts.first == "data" {
            self = .data
        } else if Self.configurationEndings.contains(ending) {
            self = .configuration
        } else {
            self = .other
        }
    }

    private static func isTokenizer(_ name: String) -> Bool {
        name.hasPrefix("tokenizer") || name.hasSuffix(".tiktoken") || tokenizers.contains(name)
    }

    private static let tokenizers: Set<String> = [
        "vocab.txt", "vocab.json", "merges.txt", "spiece.model", "sentencepiece.bpe.model", "special_tokens_map.json",
        "added_tokens.json", "chat_template.jinja", "chat_template.json", "tekken.json",
    ]
    private static let weightEndings: Set<String> = [
        "safetensors", "gguf", "ggml", "bin", "pt", "pth", "ckpt", "h5", "keras", "msgpack", "onnx", "onnx_data", "pb",
        "tflite", "npz", "npy", "pkl", "pickle", "joblib", "mlmodel", "nemo",
    ]
    private static let codeEndings: Set<String> = ["py", "ipynb", "sh", "js", "ts", "cpp", "cu", "rs", "r"]
    private static let dataEndings: Set<String> = ["parquet", "csv", "tsv", "jsonl", "arrow", "tar", "zip"]
    private static let configurationEndings: Set<String> = ["json", "yaml", "yml", "toml", "ini", "cfg"]
}
