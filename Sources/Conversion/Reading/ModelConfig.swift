/// `config.json`: what kind of model it is, and how large.
struct ModelConfig: Sendable {
    private let tree: JSONTree

    init(_ tree: JSONTree) { self.tree = tree }

    static func read(_ files: SourceFiles) async throws -> ModelConfig {
        guard let tree = try await files.tree("config.json") else {
            throw ConversionError.fileMissing("config.json", for: "every conversion")
        }
        let config = ModelConfig(tree)
        if let method = tree["quantization_config"], !method.isNull {
            throw ConversionError.quantised(method["quant_method"]?.string ?? "`quantization_config`")
        }
        return config
    }

    /// The class the model was trained as; nil when it says none.
    var className: String? { tree["architectures"]?.list?.first?.string }

    subscript(key: String) -> JSONTree? { tree[key].flatMap { $0.isNull ? nil : $0 } }

    /// A size that is not zero and not absurd; the first of the names that is there.
    func size(_ keys: String...) throws(ConversionError) -> Int64 {
        guard let size = try optionalSize(keys) else { throw .setting(keys.first ?? "", "is missing") }
        return size
    }

    func size(_ key: String, or usual: Int64) throws(ConversionError) -> Int64 { try optionalSize([key]) ?? usual }

    func optionalSize(_ key: String) throws(ConversionError) -> Int64? { try optionalSize([key]) }

    private func optionalSize(_ keys: [String]) throws(ConversionError) -> Int64? {
        guard let key = keys.first(where: { self[$0] != nil }), let value = self[key] else { return nil }
        guard let size = value.integer, (1...ConversionLimits.dimension).contains(size) else {
            throw .setting(key, "is no size: it must be 1 to \(ConversionLimits.dimension)")
        }
        return size
    }

    func number(_ key: String, or usual: Double? = nil) throws(ConversionError) -> Double {
        guard let value = self[key] else {
            guard let usual else { throw .setting(key, "is missing") }
            return usual
        }
        guard let number = value.number, number.isFinite else { throw .setting(key, "is no number") }
        return number
    }

    /// The number of layers, bounded: each has a dozen tensors.
    func layers() throws(ConversionError) -> Int {
        let layers = try size("num_hidden_layers")
        guard layers <= ConversionLimits.layers else {
            throw .setting("num_hidden_layers", "is \(layers); at most \(ConversionLimits.layers) are converted")
        }
        return Int(layers)
    }
}
