/// What the end of a name promises about the content; only used to see whether it is kept.
struct NameClaim {
    private let ending: String

    init(_ name: String) {
        let last = name.split(separator: "/").last ?? ""
        ending = last.split(separator: ".").count > 1 ? String(last.split(separator: ".").last ?? "").lowercased() : ""
    }

    /// Loaders of such files unpickle.
    var isPickle: Bool {
        [
            "pkl", "pickle", "pck", "pcl", "pkl3", "p", "joblib", "dill", "pt", "pth", "ckpt", "bin", "model", "mar",
            "dat", "data", "sav", "npy",
        ]
        .contains(ending) || isTorchStorage
    }

    /// `model.pt2`, `pytorch_model.bin` and the like, which are weights and nothing else.
    private var isTorchStorage: Bool { ["pt2", "ptl", "pte", "jit"].contains(ending) }

    /// Of such a file something must be recognised, or it was not looked into.
    var mustBeKnown: Bool {
        isPickle && !["model", "dat", "data"].contains(ending)
            || [
                "npz", "h5", "hdf5", "keras", "gguf", "safetensors", "onnx", "pb", "zip", "7z", "tar", "gz", "bz2",
                "xz", "zst", "lz4", "tflite", "ggml",
            ]
            .contains(ending)
    }

    /// Weights or data: nothing that is run.
    var isData: Bool {
        mustBeKnown
            || [
                "json", "txt", "md", "yaml", "yml", "model", "dat", "data", "csv", "parquet", "msgpack", "jinja", "jpg",
                "png",
            ].contains(ending)
    }

    var isProtobuf: Bool { ["pb", "onnx", "meta"].contains(ending) }
    var isMetaGraph: Bool { ending == "meta" }
    var isGraphText: Bool { ending == "pbtxt" }
    var isOnnx: Bool { ending == "onnx" || ending == "ort" }
    var isJSON: Bool { ending == "json" }
    var isTemplate: Bool { ending == "jinja" || ending == "jinja2" }
    var isPython: Bool { ending == "py" }
    /// Words for people.
    var isProse: Bool {
        ["md", "txt", "rst", "py", "json", "yaml", "yml", "csv", "html", "ipynb", "toml", "cfg", "sh"].contains(ending)
    }
}
