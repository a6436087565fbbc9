/// Whether an example can be pasted and run: it imports what it uses, names the model, and leaves no gap to fill in.
struct SelfContained {
    let imports: Bool
    let namesModel: Bool
    /// The first placeholder; nil when there is none.
    let placeholder: String?

    init(_ block: Prose.Block, _ reading: Reading) {
        let text = LoweredText("\n\(block.text)")
        imports = Self.isShell(block, text) || text.containsAny(Self.importLines)
        let names = reading.facts.model.lowercased().split(separator: "/").map(String.init)
        let own = names.last ?? ""
        let isLocal = text.containsAny(["\"./", "'./", " ./", "\"model.safetensors\"", "'model.safetensors'", ".gguf"])
        namesModel = !own.isEmpty && text.contains(own) || isLocal
        placeholder = Self.placeholders.first { text.contains($0) }
    }

    var value: Double { Double([imports, namesModel, placeholder == nil].count { $0 }) / 3 }

    var missing: [String] {
        var missing: [String] = []
        if !imports { missing.append("import what it uses") }
        if !namesModel { missing.append("name this repository") }
        if let placeholder { missing.append("replace `\(placeholder)`") }
        return missing
    }

    var reason: String {
        missing.isEmpty
            ? "the example imports what it uses and names the model"
            : "the example does not: \(missing.joined(separator: ", "))"
    }

    private static let importLines = [
        "\nimport ", "\nfrom ", "\n>>> import ", "\n>>> from ", "\n    import ", "\n    from ", "require(", "library(",
        "\nusing ", "#include",
    ]

    /// Commands need no imports.
    private static func isShell(_ block: Prose.Block, _ text: LoweredText) -> Bool {
        if ["bash", "sh", "shell", "console", "zsh", "powershell", "dockerfile"].contains(block.language) {
            return true
        }
        return text.containsAny([
            "\nollama ", "\nllama-", "\nvllm ", "\n./", "\n$ ", "\ncurl ", "\nhf download", "\ndocker ",
        ])
    }

    /// What somebody has to fill in.
    private static let placeholders = [
        "<your", "your_", "your-model", "your/", "<model", "<path", "path/to", "path_to", "<repo", "{{", "xxxx",
        "insert_",
        "<insert", "<username", "my-org/", "<hf_token", "model_id_here", "[more information needed]", "todo",
    ]
}
