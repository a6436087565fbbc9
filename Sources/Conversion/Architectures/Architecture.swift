/// A family of models: what its tensors are called, here and in llama.cpp, and what a file must say of it.
///
/// A new family is one file with one of these, and its line in `Architectures`.
protocol Architecture: Sendable {
    /// Its name in GGUF, such as `llama`.
    var name: String { get }
    /// The classes of `config.json` that are of this family.
    var classes: [String] { get }
    /// The kinds of vocabulary it may have, in the order in which they are looked for.
    var vocabularies: [any VocabularyKind] { get }

    /// Every tensor a model of these sizes has, or may have.
    func weights(_ config: ModelConfig) throws(ConversionError) -> [WeightRule]

    /// What is said of it under its own name.
    func describe(_ config: ModelConfig, _ files: SourceFiles, into metadata: inout Metadata) async throws

    /// The name under which `weights` knows a tensor of the file; nil for one that does nothing in llama.cpp.
    func canonical(_ tensor: String) -> String?

    /// Tensors that are computed and not read.
    func computed(_ config: ModelConfig) throws(ConversionError) -> [ComputedTensor]
}

extension Architecture {
    func canonical(_ tensor: String) -> String? {
        let dropped = [".attention.masked_bias", ".attention.bias", ".rotary_emb.inv_freq"]
        return dropped.contains { tensor.hasSuffix($0) } ? nil : tensor
    }

    func computed(_ config: ModelConfig) throws(ConversionError) -> [ComputedTensor] { [] }
}

/// The place of one tensor.
struct WeightRule: Hashable, Sendable {
    /// What may change on the way.
    enum Order: Hashable, Sendable {
        case asItIs
        /// Rows of each head were split in two halves for rotary positions; llama.cpp wants them in turns.
        case interleaved(heads: Int64)
    }

    let source: String
    let target: String
    /// The slowest dimension first, as safetensors counts.
    let shape: [Int64]
    var order = Order.asItIs
    /// A model may do without it.
    var isOptional = false
    /// llama.cpp computes with it in full precision only.
    var isFull = false
    /// Words become rows of it, or rows words.
    var role = Role.inner

    enum Role: Hashable, Sendable { case inner, embedding, output }

    /// Whether it keeps full precision whatever the others get.
    var staysFull: Bool {
        isFull || shape.count < 2 || target.hasSuffix("_norm.weight") || !target.hasSuffix(".weight")
    }
}

/// A tensor of full precision that no file holds.
struct ComputedTensor: Hashable, Sendable {
    let target: String
    let weights: [Float]
}
