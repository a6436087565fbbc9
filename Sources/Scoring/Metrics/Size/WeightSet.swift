/// The files of one loadable set of weights: one format, one precision, all its shards.
struct WeightSet {
    let format: String
    let paths: [String]
    let bytes: Int64

    /// Safetensors before PyTorch before GGUF before the rest; nil when there are no weights.
    init?(_ files: [FileFact], texts: [String: Captured<String>]) {
        let diffusers = files.contains { $0.path == "model_index.json" }
        for format in Self.formats {
            let own = files.filter { format.contains($0.path) }
            guard !own.isEmpty else { continue }
            let chosen = diffusers && format.hasComponents ? Self.components(own) : Self.one(own, format, files, texts)
            guard !chosen.isEmpty else { continue }
            self.format = format.name
            paths = chosen.map(\.path).sorted()
            bytes = chosen.reduce(0) { $0.addingReportingOverflow(max(0, $1.size)).partialValue }
            return
        }
        return nil
    }

    private struct Format {
        let name: String
        let endings: [String]
        /// What the usual file is called, likeliest first.
        let usual: [String]
        var smallest = false
        var hasComponents = false

        func contains(_ path: String) -> Bool {
            let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
            guard endings.contains(where: name.hasSuffix) else { return false }
            return !WeightSet.others.contains { name.contains($0) }
        }
    }

    /// Parts of training, projectors and calibration: no weights one loads alone.
    private static let others = [
        "optimizer", "scheduler", "training_args", "rng_state", "mmproj", "imatrix", "scaler", "events.out",
        "trainer_state",
    ]

    private static let formats = [
        Format(
            name: "safetensors", endings: [".safetensors"],
            usual: ["model.safetensors", "diffusion_pytorch_model.safetensors", "adapter_model.safetensors"],
            hasComponents: true),
        Format(
            name: "pytorch", endings: [".bin", ".pt", ".pth", ".ckpt"],
            usual: ["pytorch_model.bin", "adapter_model.bin", "model.pt", "model.pth"], hasComponents: true),
        Format(name: "gguf", endings: [".gguf"], usual: [], smallest: true),
        Format(name: "onnx", endings: [".onnx", ".onnx_data"], usual: ["model.onnx", "onnx/model.onnx"]),
        Format(name: "tensorflow", endings: [".h5", ".keras", ".pb", ".tflite"], usual: ["tf_model.h5", "model.h5"]),
        Format(name: "flax", endings: [".msgpack"], usual: ["flax_model.msgpack"]),
        Format(
            name: "other",
            endings: [".mlmodel", ".pkl", ".pickle", ".joblib", ".npz", ".npy", ".nemo", ".ot", ".cbm", ".ubj"],
            usual: []),
    ]

    /// One set of several: what the index names, the usual name, else all shards of one name.
    private static func one(
        _ own: [FileFact], _ format: Format, _ files: [FileFact], _ texts: [String: Captured<String>]
    ) -> [FileFact] {
        let highest = own.map { $0.path.count { $0 == "/" } }.min() ?? 0
        let top = own.filter { $0.path.count { $0 == "/" } == highest }
        for name in format.usual {
            if let index = ShardIndex(texts["\(name).index.json"]?.value) {
                let named = own.filter { index.files.contains($0.path) }
                if !named.isEmpty { return named }
            }
            if let file = own.first(where: { $0.path == name }) { return [file] }
        }
        let groups = Dictionary(grouping: top) { ShardName($0.path)?.group ?? $0.path }
        let sized = groups.map { (key: $0.key, files: $0.value, bytes: $0.value.reduce(0.0) { $0 + Double($1.size) }) }
            .sorted { ($0.bytes, $0.key) < ($1.bytes, $1.key) }
        // Quantisations are alternatives: the smallest one loads. Of others the largest is the full precision.
        return (format.smallest ? sized.first : sized.last)?.files ?? []
    }

    /// Of a pipeline of several models: one set from each folder, without variants.
    private static func components(_ own: [FileFact]) -> [FileFact] {
        let plain = own.filter { file in
            !["fp16", "non_ema", "bf16", "fp32", "int8"].contains { file.path.contains(".\($0).") }
                && file.path.contains("/")
        }
        let folders = Dictionary(grouping: plain) { $0.path.split(separator: "/").dropLast().joined(separator: "/") }
        return folders.keys.sorted().flatMap { folder -> [FileFact] in
            let groups = Dictionary(grouping: folders[folder] ?? []) { ShardName($0.path)?.group ?? $0.path }
            let ordered = groups.sorted {
                ($0.value.reduce(0) { $0 + Double($1.size) }, $0.key) < (
                    $1.value.reduce(0) { $0 + Double($1.size) }, $1.key
                )
            }
            return ordered.last?.value ?? []
        }
    }
}
