import Wire

/// What a Keras model's description makes a loader do.
struct KerasConfig {
    private let inspection: Inspection
    private let place: Place
    private let offset: Int64?

    init(_ inspection: Inspection, _ place: Place, offset: Int64? = nil) {
        self.inspection = inspection
        self.place = place
        self.offset = offset
    }

    /// Modules whose classes loaders make for themselves.
    private static let known: Set<String> = [
        "keras", "tf_keras", "keras_core", "keras_nlp", "keras_hub", "keras_cv", "keras_tuner", "tensorflow",
        "builtins",
        "tensorflow_addons", "tensorflow_hub", "tensorflow_probability",
    ]

    /// Functions of Keras that fetch, load, or switch the safe mode off.
    private static let functions: Set<String> = [
        "get_file", "load_model", "enable_unsafe_deserialization", "load_weights", "save_model", "get_source_inputs",
        "load_img", "image_dataset_from_directory", "unpack_x_y_sample_weight", "pad_sequences.__globals__",
        "deserialize_keras_object",
    ]

    func check(_ tree: JSONTree) {
        tree.objects { object in
            let className = object["class_name"]?.text?.split(separator: ">").last.map(String.init)
            let last = className?.split(separator: ".").last.map(String.init)
            if last == "Lambda" { checkLambda(object) }
            if last == "__lambda__" || object["function_type"]?.text == "lambda" {
                report("keras-lambda", .unsafe, "it carries Python code that runs when it is loaded or called")
            }
            if last == "TorchModuleWrapper" { report("keras-pickle", .unsafe, "it carries a pickled torch module") }
            checkModule(object, className)
            checkFiles(object)
        }
    }

    private func checkLambda(_ layer: JSONTree) {
        let function = layer["config"]?["function"]
        if case .string? = function {
            report("keras-lambda", .suspicious, "a Lambda layer calls a function that the loading program has to have")
        } else {
            report(
                "keras-lambda", .unsafe,
                "a Lambda layer carries Python code that runs when the model is loaded or called")
        }
    }

    /// Keras imports whatever module stands here.
    private func checkModule(_ object: JSONTree, _ className: String?) {
        guard let module = object["module"]?.text, let className else { return }
        let root = module.split(separator: ".").first.map(String.init) ?? ""
        // A function is named by its `config`, a class by its `class_name`.
        let name =
            className == "function" ? object["config"]?.text ?? object["config"]?["name"]?.text ?? className : className
        let verdict = ImportRules.verdict(module: ImportRules.canonical(module), name: name)
        if verdict == .unsafe || Self.functions.contains(name) {
            report(
                "keras-import", .unsafe, name: "\(module).\(name)",
                "loading it imports and may call `\(ImportRules.shown("\(module).\(name)"))`")
        } else if !Self.known.contains(root), verdict != .safe {
            report(
                "keras-import", .suspicious, name: "\(module).\(name)",
                "loading it imports `\(ImportRules.shown(module))`")
        }
    }

    /// Vocabularies are read from wherever a description says.
    private func checkFiles(_ object: JSONTree) {
        for key in ["vocabulary", "idf_weights", "vocabulary_path", "file_path"] {
            guard let path = object["config"]?[key]?.text else { continue }
            if path.hasPrefix("/") || path.contains("..") || path.contains("://") {
                report("keras-file", .suspicious, "it reads `\(ImportRules.shown(path))` when it is loaded")
            }
        }
    }

    private func report(_ rule: String, _ verdict: ScanVerdict, name: String? = nil, _ message: String) {
        inspection.report(rule, verdict, at: place, offset: offset, name: name, message)
    }
}
