import Blobs
import Domain
import Hub
import Registry
import Scoring

/// What a conversion will write, decided before its first byte: everything that can be refused is refused here.
struct ConversionPlan: Sendable {
    let layout: GGUFLayout
    let architecture: String

    /// - Parameter type: what matrices become; what must stay in full precision does.
    init(_ files: SourceFiles, type: WeightType) async throws {
        let config = try await ModelConfig.read(files)
        let architecture = try Architectures.find(config)
        let source = try await SourceTensors.read(files)
        let tensors = try Self.tensors(source, architecture, config, type: type)
        let tokenizer = try await TokenizerFiles.read(files)
        let vocabulary = try Self.vocabulary(architecture, tokenizer, config)
        var metadata = Metadata()
        metadata.add("general.architecture", text: architecture.name)
        try await GeneralFacts.read(files).describe(
            parameters: tensors.reduce(0) { $0 + $1.weights }, into: &metadata)
        try await architecture.describe(config, files, into: &metadata)
        metadata.add("general.file_type", .size(type.fileType))
        metadata.add("general.quantization_version", size: 2)
        if architecture.name == "llama", let isOn = tokenizer.settings?["add_prefix_space"]?.bool {
            metadata.add("tokenizer.ggml.add_space_prefix", .bool(isOn))
        }
        vocabulary.describe(into: &metadata)
        let isBounded = vocabulary.model != "gpt2"
        SpecialTokens(tokenizer, config, count: isBounded ? vocabulary.tokens.count : nil).describe(into: &metadata)
        layout = GGUFLayout(metadata, tensors)
        self.architecture = architecture.name
    }

    private static func vocabulary(
        _ architecture: any Architecture, _ files: TokenizerFiles, _ config: ModelConfig
    ) throws -> Vocabulary {
        for kind in architecture.vocabularies {
            if let found = try kind.read(files, config) { return found }
        }
        guard let tokenizer = files.tokenizer else {
            throw ConversionError.fileMissing("tokenizer.json", for: "its vocabulary")
        }
        let kind = tokenizer["model"]?["type"]?.string?.oneLine(limit: 40) ?? "?"
        throw ConversionError.vocabulary("a \(architecture.name) has none of the kind `\(kind)`")
    }

    /// Every tensor of the model at its place; none is missing and none left over.
    private static func tensors(
        _ source: SourceTensors, _ architecture: any Architecture, _ config: ModelConfig, type: WeightType
    ) throws -> [PlannedTensor] {
        let rules = try architecture.weights(config)
        let known = Dictionary(rules.map { ($0.source, $0) }) { first, _ in first }
        let isTied = !source.tensors.contains { known[$0.header.name]?.role == .output }
        var planned = try architecture.computed(config).map { computed in
            PlannedTensor(
                name: computed.target, shape: [Int64(computed.weights.count)], type: .f32,
                content: .computed(computed.weights))
        }
        var met: Set<String> = []
        for tensor in source.tensors {
            guard let name = architecture.canonical(tensor.header.name) else { continue }
            guard let rule = known[name] else {
                throw ConversionError.tensorUnknown(
                    tensor.header.name.oneLine(limit: 80), architecture: architecture.name)
            }
            guard met.insert(name).inserted else {
                throw ConversionError.shards("`\(name.oneLine(limit: 80))` is there twice")
            }
            planned.append(try place(tensor, by: rule, type: rule.type(for: type, isTied: isTied)))
        }
        if let missing = rules.first(where: { !$0.isOptional && !met.contains($0.source) }) {
            throw ConversionError.tensorMissing(missing.source)
        }
        return planned
    }

    private static func place(
        _ tensor: SourceTensor, by rule: WeightRule, type: WeightType
    ) throws(ConversionError) -> PlannedTensor {
        let header = tensor.header
        guard header.shape == rule.shape else {
            throw .tensorShape(rule.source, has: Array(header.shape.prefix(8)), wants: rule.shape)
        }
        guard [.f32, .f16, .bf16].contains(header.type) else {
            throw .tensorType(rule.source, has: header.type.rawValue)
        }
        if case .interleaved(let heads) = rule.order {
            let row = header.elements / max(1, rule.shape[0]) * header.type.bits / 8
            guard rule.shape[0] % (2 * heads) == 0, row <= ConversionLimits.row else {
                throw .tensorShape(rule.source, has: header.shape, wants: rule.shape)
            }
        }
        return PlannedTensor(name: rule.target, shape: rule.shape, type: type, content: .read(tensor, rule.order))
    }
}

extension WeightRule {
    /// What the tensor is stored as where matrices become `wanted`.
    ///
    /// Four bits are too few for what every answer goes through: the output keeps eight, and so does an embedding that is the
    /// output too. Rows that are no whole blocks are half precision.
    fileprivate func type(for wanted: WeightType, isTied: Bool) -> WeightType {
        if staysFull { return .f32 }
        let isOutput = role == .output || (role == .embedding && isTied)
        let type = wanted == .q4 && isOutput ? WeightType.q8 : wanted
        return (shape.last ?? 0) % Int64(type.block.weights) == 0 ? type : .f16
    }
}
