/// The tokens of a model, as llama.cpp keeps them.
struct Vocabulary: Sendable {
    /// The kinds of tokens, by llama.cpp's numbers.
    enum Kind: Int32, Sendable {
        case normal = 1
        case unknown = 2
        case control = 3
        case userDefined = 4
        case unused = 5
        case byte = 6
    }

    /// `gpt2`, `llama` or `bert`: how text becomes tokens.
    let model: String
    /// How text is cut before.
    let pre: String
    var tokens: [[UInt8]]
    var kinds: [Kind]
    /// Nil where merges say which tokens come first.
    var scores: [Float]?
    var merges: [[UInt8]] = []

    func describe(into metadata: inout Metadata) {
        metadata.add("tokenizer.ggml.model", text: model)
        metadata.add("tokenizer.ggml.pre", text: pre)
        metadata.add("tokenizer.ggml.tokens", .texts(tokens))
        if let scores { metadata.add("tokenizer.ggml.scores", .floats(scores)) }
        metadata.add("tokenizer.ggml.token_type", .integers(kinds.map(\.rawValue)))
        if !merges.isEmpty { metadata.add("tokenizer.ggml.merges", .texts(merges)) }
    }
}

/// A way to keep a vocabulary in files.
protocol VocabularyKind: Sendable {
    /// The vocabulary; nil when the files are of another kind. Throws when they are of this one and cannot be used.
    func read(_ files: TokenizerFiles, _ config: ModelConfig) throws -> Vocabulary?
}

extension Vocabulary {
    /// Tokens in their places, with named gaps between them, up to the number the model has rows for.
    /// - Parameter score: of what fills a gap.
    static func placeholders(_ count: Int) -> [[UInt8]] { (0..<count).map { Array("[PAD\($0)]".utf8) } }

    /// The number of tokens that the model has rows for.
    static func count(_ config: ModelConfig, or own: Int) throws(ConversionError) -> Int {
        let count = Int(try config.size("vocab_size", or: Int64(max(1, own))))
        guard count <= ConversionLimits.tokens else {
            throw .vocabulary("it has \(count) tokens; at most \(ConversionLimits.tokens) are converted")
        }
        return count
    }
}
