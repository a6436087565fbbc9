import Scoring

/// The families that are converted.
enum Architectures {
    static let all: [any Architecture] = [
        LlamaArchitecture(),
        Qwen2Architecture(),
        Qwen3Architecture(),
        BertArchitecture(),
    ]

    static var classes: [String] { all.flatMap(\.classes).sorted() }

    /// The family of a model, by the class its configuration names.
    static func find(_ config: ModelConfig) throws(ConversionError) -> any Architecture {
        guard let name = config.className else { throw .setting("architectures", "names none") }
        guard let found = all.first(where: { $0.classes.contains(name) }) else {
            throw .architecture(name.oneLine(limit: 80), known: classes)
        }
        return found
    }
}
