/// Where a model is trained: `train.py`, `run_glue.py`, `finetune.sh`, a target of a Makefile, a command in a README.
enum TrainingCode {
    static func isEntryPoint(_ path: String) -> Bool {
        guard path.utf8.count < 400, let file = path.split(separator: "/").last else { return false }
        let name = LoweredText(file)
        guard endings.contains(where: { file.lowercased().hasSuffix($0) }) else { return false }
        let parts = name.bytes.split { !LoweredText.isWord($0) }.map { String(decoding: $0, as: UTF8.self) }
        guard let first = parts.first, !["test", "tests", "conftest", "setup"].contains(first) else { return false }
        if first == "run", parts.count > 2 { return true }
        return parts.dropLast().contains { part in words.contains { part.hasPrefix($0) } }
    }

    /// The first training script or command of a repository.
    static func entryPoint(of code: CodeFact) -> (path: String, shown: String)? {
        let paths = (code.files.value ?? []).map(\.path).filter(isEntryPoint)
        if let path = paths.min(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) { return (path, path) }
        for path in code.texts.keys.sorted() {
            guard let text = code.texts[path]?.value, let line = command(in: text, path: path) else { continue }
            return (path, line)
        }
        return nil
    }

    /// A line that starts training, of a Makefile or a README.
    private static func command(in text: String, path: String) -> String? {
        let name = path.split(separator: "/").last?.lowercased() ?? ""
        guard name == "makefile" || name.hasPrefix("readme") else { return nil }
        for line in text.utf8.prefix(1 << 20).split(separator: 10).prefix(20_000) where line.count < 1000 {
            let shown = String(decoding: line, as: UTF8.self)
            let lowered = LoweredText(shown)
            if name == "makefile" {
                if words.contains(where: { shown.lowercased().hasPrefix($0) }), shown.contains(":") { return shown }
            } else if lowered.containsAny([
                "python ", "torchrun ", "accelerate launch", "deepspeed ", "bash ", "make train",
            ]),
                lowered.containsAny(["train", "finetun", "fine-tun", "fine_tun", "run_"])
            {
                return shown
            }
        }
        return nil
    }

    private static let words = ["train", "pretrain", "finetun", "fine", "sft", "dpo", "distill"]
    private static let endings = [".py", ".sh", ".ipynb", ".jl", ".r", ".lua", ".swift", ".cpp", ".cu"]
}

/// Source code in the model's own repository.
struct OwnCode {
    let sources: [String]
    let entryPoints: [String]

    init(_ facts: Facts) {
        let paths = (facts.paths ?? []).filter { $0.hasSuffix(".py") || TrainingCode.isEntryPoint($0) }.sorted()
        sources = paths
        entryPoints = paths.filter(TrainingCode.isEntryPoint)
    }
}
