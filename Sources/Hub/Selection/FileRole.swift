import Domain

/// What a file is to a runtime, told from its name and size.
enum FileRole {
    /// Weights in the GGUF format that can be run.
    case model
    /// The vision or audio part that goes with a model.
    case projector
    /// Calibration data: of use only to someone who quantises.
    case calibration
    /// A LoRA: of use only on top of a model.
    case adapter
    /// Weights in another format, or pieces of a file that must be joined first.
    case otherWeights
    /// Card, licence, configuration, tokenizer: small, and wanted with any choice.
    case companion
    case other

    /// The largest companion: a tokenizer can have some tens of megabytes.
    private static let companionLimit: Int64 = 64_000_000

    init(_ file: SelectableFile) {
        let name = file.path.name.lowercased()
        let isGGUF = file.path.fileExtension == "gguf"
        if name.contains("imatrix") {
            self = .calibration
        } else if isGGUF {
            self = name.contains("mmproj") ? .projector : Self.isAdapter(name) ? .adapter : .model
        } else if name.contains(".gguf") || Self.weightExtensions.contains(file.path.fileExtension) {
            self = .otherWeights
        } else {
            self = file.size.bytes <= Self.companionLimit ? .companion : .other
        }
    }

    private static func isAdapter(_ name: String) -> Bool {
        name.hasPrefix("lora-") || name.hasPrefix("lora_") || name.contains("-lora") || name.contains("_lora")
    }

    private static let weightExtensions: Set<String> = [
        "safetensors", "bin", "ggml", "pt", "pth", "ckpt", "h5", "keras", "msgpack", "onnx", "onnx_data", "pb",
        "tflite",
        "npz", "npy", "pkl", "pickle", "joblib", "mlmodel", "ot", "nemo", "tar", "zip", "gz", "7z",
    ]
}
