import Domain

/// What the metadata says of the model. Everything is a claim of its maker; what is absent or absurd is nil.
extension GGUFHeader {
    /// `llama`, `bert`, `clip` …: the prefix of the architecture's own keys.
    package var architecture: String? { text("general.architecture") }
    package var name: String? { text("general.name") }
    /// The longest context the model was made for, in tokens.
    package var contextLength: Int? { own("context_length")?.count }
    /// The number of layers.
    package var blockCount: Int? { own("block_count")?.count }
    package var embeddingLength: Int? { own("embedding_length")?.count }
    /// The largest over the layers, when they differ.
    package var feedForwardLength: Int? { own("feed_forward_length").flatMap(GGUFLayerCounts.init)?.largest }
    package var headCounts: GGUFLayerCounts? { own("attention.head_count").flatMap(GGUFLayerCounts.init) }
    /// Heads that keep keys and values; as many as there are heads when nothing is said.
    package var keyValueHeadCounts: GGUFLayerCounts? {
        own("attention.head_count_kv").map(GGUFLayerCounts.init) ?? headCounts
    }
    /// Numbers in one key of one head: said, or the embedding divided by the heads.
    package var keyLength: Int? { own("attention.key_length")?.count ?? dividedLength }
    package var valueLength: Int? { own("attention.value_length")?.count ?? dividedLength }
    /// The number of tokens: said, or the length of the vocabulary.
    package var vocabularySize: Int? {
        own("vocab_size")?.count ?? metadata["tokenizer.ggml.tokens"]?.array?.count
    }

    /// The label of `general.file_type`, such as `Q4_K_M`.
    package var fileTypeLabel: String? { metadata["general.file_type"]?.count.flatMap(GGUFFileType.label) }
    /// The file's own label, else the type that holds most of its bytes.
    package var quantisationLabel: String? {
        if let fileTypeLabel { return fileTypeLabel }
        var bytes: [GGUFTensorType: ByteCount] = [:]
        for tensor in tensors { bytes[tensor.type, default: .zero] += tensor.size ?? .zero }
        return bytes.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key.description
    }

    /// The template a chat is written with unless another is asked for.
    package var chatTemplate: String? { metadata["tokenizer.chat_template"]?.string }
    /// All chat templates; the usual one has the name `default`.
    package var chatTemplates: [String: String] {
        let prefix = "tokenizer.chat_template."
        var templates: [String: String] = [:]
        for (key, value) in metadata where key.hasPrefix(prefix) {
            templates[String(key.dropFirst(prefix.count))] = value.string
        }
        templates["default"] = chatTemplate ?? templates["default"]
        return templates
    }

    /// Which part of a split model this file is; nil when it is whole.
    package var split: GGUFSplit? {
        guard let count = metadata["split.count"]?.count, count > 1, let index = metadata["split.no"]?.count,
            index < count
        else { return nil }
        return GGUFSplit(index: index, count: count, tensors: metadata["split.tensors.count"]?.count)
    }

    package var license: GGUFLicense? {
        let license = GGUFLicense(
            id: text("general.license"), name: text("general.license.name"), link: text("general.license.link"))
        return license == GGUFLicense(id: nil, name: nil, link: nil) ? nil : license
    }

    /// The models this one says it was made from; at most a hundred are read.
    package var baseModels: [GGUFBaseModel] {
        (0..<min(100, metadata["general.base_model.count"]?.count ?? 0)).map { index in
            let key = "general.base_model.\(index)"
            return GGUFBaseModel(
                name: text("\(key).name"), organization: text("\(key).organization"), url: text("\(key).repo_url"))
        }
    }

    /// Whether the model only encodes and keeps no keys and values between tokens.
    package var isEncoder: Bool {
        if case .bool(let causal) = own("attention.causal") { return !causal }
        return architecture.map { $0.contains("bert") || $0 == "t5encoder" } ?? false
    }

    /// A value under the architecture's own prefix.
    func own(_ key: String) -> GGUFValue? { architecture.flatMap { metadata["\($0).\(key)"] } }

    private func text(_ key: String) -> String? { metadata[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    private var dividedLength: Int? {
        // llama.cpp divides by the first layer's heads, unless that has none.
        guard let embeddingLength, let counts = headCounts else { return nil }
        let heads = counts.inLayer(0).flatMap { $0 > 0 ? $0 : nil } ?? counts.largest
        return heads > 0 ? embeddingLength / heads : nil
    }
}
